package io.shardbeat.redis.group;

import java.time.Duration;

/**
 * How much of a group's history the store keeps: whichever ends first.
 *
 * @param retention at least so long, as far as the bytes allow
 * @param groupBytes of Redis' memory per group, about: the oldest sixteenth goes when there is more
 */
public record HistoryLimits(Duration retention, long groupBytes) {
    public static final HistoryLimits DEFAULT = new HistoryLimits(Duration.ofHours(24), 8 << 20);

    /** Redis cuts a stream by whole nodes of 4 KB: of less than this a sixteenth would be none. */
    private static final long LEAST_BYTES = 128 << 10;

    public HistoryLimits {
        if (retention.isNegative() || retention.isZero()) {
            throw new IllegalArgumentException(
                    "a history must be kept for longer than nothing (shardbeat.history.retention), was " + retention);
        }
        if (groupBytes < LEAST_BYTES) {
            throw new IllegalArgumentException("a history must have " + LEAST_BYTES
                    + " bytes at least (shardbeat.history.group-bytes), was " + groupBytes);
        }
    }
}
