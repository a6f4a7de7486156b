package io.shardbeat.group;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a group has of its own instead of the node's settings; {@code null} where it has nothing.
 *
 * @param fenceMargin instead of the node's fence margin
 * @param initialDelay instead of the node's initial delay
 */
public record GroupOverrides(
        @Nullable FenceMargin fenceMargin, @Nullable Duration initialDelay) {
    public static final GroupOverrides NONE = new GroupOverrides(null, null);
}
