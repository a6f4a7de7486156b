package io.shardbeat.group;

import java.time.Duration;

/**
 * The times that govern a group's passes.
 *
 * @param sessionTimeout the silence after which a member is dead
 * @param fenceMargin how much longer an expired member's shards rest before somebody else gets them
 * @param initialDelay how long a group that has no grants yet waits for more members after the first one joined
 * @param safeguards what happens when hand-overs do not end
 */
public record GroupPolicy(
        Duration sessionTimeout, FenceMargin fenceMargin, Duration initialDelay, Safeguards safeguards) {
    public GroupPolicy {
        requireNotNegative("sessionTimeout", sessionTimeout);
        requireNotNegative("initialDelay", initialDelay);
    }

    /** With a fixed fence margin and the default safeguards. */
    public GroupPolicy(Duration sessionTimeout, Duration fenceMargin, Duration initialDelay) {
        this(sessionTimeout, new FenceMargin(fenceMargin), initialDelay, Safeguards.DEFAULT);
    }

    private static void requireNotNegative(String name, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + " must not be negative, was " + value);
        }
    }
}
