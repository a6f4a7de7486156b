package io.shardbeat.group;

import java.time.Duration;

/**
 * The holders that a shard lost one after another.
 *
 * @param count how many
 * @param lastMillis when the last of them expired, in milliseconds of Redis time
 * @param parkedUntilMillis before which the shard is granted to nobody; 0 when it was never parked
 */
public record ShardDeaths(int count, long lastMillis, long parkedUntilMillis) {
    static final ShardDeaths NONE = new ShardDeaths(0, 0, 0);

    public boolean isParkedAt(long millis) {
        return millis < parkedUntilMillis;
    }

    /** Whether what held the shard since survived. The time in which nobody could have it does not count. */
    boolean isForgottenAt(long millis, Duration window) {
        return millis < lastMillis || millis - Math.max(lastMillis, parkedUntilMillis) > window.toMillis();
    }

    ShardDeaths andOneAt(long millis) {
        return new ShardDeaths(count + 1, millis, parkedUntilMillis);
    }

    ShardDeaths parkedUntil(long millis) {
        return new ShardDeaths(count, lastMillis, millis);
    }
}
