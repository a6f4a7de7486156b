package io.shardbeat.admin.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All groups at one moment, and the nodes. */
final class FleetNews implements News {
    private final @Nullable Instant at;
    private final Map<String, JsonNode> parts;
    private final Map<LiveQuery, ObjectNode> documents = new HashMap<>();

    FleetNews(@Nullable Instant at, Map<String, JsonNode> parts) {
        this.at = at;
        this.parts = parts;
    }

    @Override
    public @Nullable Instant at() {
        return at;
    }

    @Override
    public ObjectNode document(LiveQuery query) {
        return documents.computeIfAbsent(query, wanted -> {
            ObjectNode document = JsonNodeFactory.instance.objectNode();
            parts.forEach((part, value) -> {
                if (wanted.has(part)) {
                    document.set(part, value);
                }
            });
            return document;
        });
    }
}
