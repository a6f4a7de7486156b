package io.shardbeat.declaration;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A group as the catalog file has it.
 *
 * @param timeout in seconds
 */
public record GroupEntry(
        @JsonProperty(required = true) String name,
        @Nullable Long timeout,
        boolean order,
        @Nullable List<String> topics,
        @JsonProperty("fence-margin") @Nullable String fenceMargin,
        @JsonProperty("release-margin") @Nullable String releaseMargin,
        @JsonProperty("initial-delay") @Nullable String initialDelay,
        @Nullable Map<String, Integer> weights) {
    public GroupEntry {
        Required.present(name, "name");
    }
}
