package io.shardbeat.group;

import java.time.Duration;
import java.time.Instant;

/**
 * The times that govern a group's passes.
 *
 * @param sessionTimeout the silence after which a member is dead
 * @param fenceMargin how much longer an expired member's shards rest before somebody else gets them
 * @param releaseMargin how long a shard rests after its holder let go of it, before the next one gets it
 * @param initialDelay how long a group that has no grants yet waits for more members after the first one joined
 * @param safeguards what happens when hand-overs do not end
 */
public record GroupPolicy(
        Duration sessionTimeout,
        FenceMargin fenceMargin,
        Duration releaseMargin,
        Duration initialDelay,
        Safeguards safeguards) {
    public GroupPolicy {
        requireNotNegative("session timeout", sessionTimeout);
        requireNotNegative("release margin", releaseMargin);
        requireNotNegative("initial delay", initialDelay);
    }

    /** With a fixed fence margin, no release margin and the default safeguards. */
    public GroupPolicy(Duration sessionTimeout, Duration fenceMargin, Duration initialDelay) {
        this(sessionTimeout, new FenceMargin(fenceMargin), Duration.ZERO, initialDelay, Safeguards.DEFAULT);
    }

    /** When the shard of a released hand-over may be granted, in Redis time. */
    public Instant restEnds(HandOver handOver) {
        Instant released = handOver.released();
        if (released == null) {
            throw new IllegalArgumentException("the holder has not let go: " + handOver);
        }
        return released.plus(releaseMargin);
    }

    static void requireNotNegative(String name, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException("the " + name + " must not be negative, was " + value);
        }
    }
}
