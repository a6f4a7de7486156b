package io.shardbeat.group;

import java.time.Duration;

/**
 * What a node is configured with for groups that say nothing else.
 *
 * @param fenceMargin how much longer an expired member's shards rest before somebody else gets them
 * @param initialDelay how long a group that has no grants yet waits for more members after the first one joined
 * @param safeguards for every group
 */
public record GroupDefaults(Duration fenceMargin, Duration initialDelay, Safeguards safeguards) {
    /** What is in force for a group. */
    public GroupPolicy policy(Duration sessionTimeout) {
        return new GroupPolicy(sessionTimeout, fenceMargin, initialDelay, safeguards);
    }
}
