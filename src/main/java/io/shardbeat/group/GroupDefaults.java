package io.shardbeat.group;

import java.time.Duration;

/**
 * What a node is configured with for groups that say nothing else.
 *
 * @param fenceMargin how much longer an expired member's shards rest before somebody else gets them
 * @param releaseMargin how long a shard rests after its holder let go of it, before the next one gets it
 * @param initialDelay how long a group that has no grants yet waits for more members after the first one joined
 * @param safeguards for every group
 */
public record GroupDefaults(
        FenceMargin fenceMargin, Duration releaseMargin, Duration initialDelay, Safeguards safeguards) {
    public GroupDefaults {
        GroupPolicy.requireNotNegative("release margin", releaseMargin);
        GroupPolicy.requireNotNegative("initial delay", initialDelay);
    }

    /** What is in force for a group. */
    public GroupPolicy policy(Duration sessionTimeout, GroupOverrides overrides) {
        FenceMargin margin = overrides.fenceMargin();
        Duration rest = overrides.releaseMargin();
        Duration delay = overrides.initialDelay();
        return new GroupPolicy(
                sessionTimeout,
                margin == null ? fenceMargin : margin,
                rest == null ? releaseMargin : rest,
                delay == null ? initialDelay : delay,
                safeguards);
    }
}
