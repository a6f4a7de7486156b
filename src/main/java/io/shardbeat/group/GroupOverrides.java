package io.shardbeat.group;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a group has of its own instead of the node's settings; {@code null} where it has nothing.
 *
 * @param fenceMargin instead of the node's fence margin
 * @param releaseMargin instead of the node's release margin
 * @param initialDelay instead of the node's initial delay
 */
public record GroupOverrides(
        @Nullable FenceMargin fenceMargin,
        @Nullable Duration releaseMargin,
        @Nullable Duration initialDelay) {
    public static final GroupOverrides NONE = new GroupOverrides(null, null, null);

    public GroupOverrides {
        if (releaseMargin != null) {
            GroupPolicy.requireNotNegative("release margin", releaseMargin);
        }
        if (initialDelay != null) {
            GroupPolicy.requireNotNegative("initial delay", initialDelay);
        }
    }
}
