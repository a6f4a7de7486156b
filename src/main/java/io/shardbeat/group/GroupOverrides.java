package io.shardbeat.group;

import io.shardbeat.group.wish.WeightRule;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a group has of its own instead of the node's settings; {@code null} where it has nothing.
 *
 * @param fenceMargin instead of the node's fence margin
 * @param releaseMargin instead of the node's release margin
 * @param initialDelay instead of the node's initial delay
 * @param weights of members whose names match, where an operator gave none by name; the first rule that matches counts
 */
public record GroupOverrides(
        @Nullable FenceMargin fenceMargin,
        @Nullable Duration releaseMargin,
        @Nullable Duration initialDelay,
        List<WeightRule> weights) {
    public static final GroupOverrides NONE = new GroupOverrides(null, null, null);

    /** Without weights. */
    public GroupOverrides(
            @Nullable FenceMargin fenceMargin, @Nullable Duration releaseMargin, @Nullable Duration initialDelay) {
        this(fenceMargin, releaseMargin, initialDelay, List.of());
    }

    public GroupOverrides {
        weights = List.copyOf(weights);
        if (releaseMargin != null) {
            GroupPolicy.requireNotNegative("release margin", releaseMargin);
        }
        if (initialDelay != null) {
            GroupPolicy.requireNotNegative("initial delay", initialDelay);
        }
    }
}
