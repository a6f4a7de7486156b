package io.shardbeat.group.safeguard;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The holders that a shard lost one after another.
 *
 * @param count how many
 * @param last when the last of them expired, in Redis time
 * @param parkedUntil before which the shard is granted to nobody; {@code null} when it was never parked
 */
public record ShardDeaths(int count, Instant last, @Nullable Instant parkedUntil) {
    /** The first one that is counted. */
    public static ShardDeaths firstAt(Instant now) {
        return new ShardDeaths(1, now, null);
    }

    public boolean isParkedAt(Instant now) {
        return parkedUntil != null && now.isBefore(parkedUntil);
    }

    /** Whether what held the shard since survived. The time in which nobody could have it does not count. */
    public boolean isForgottenAt(Instant now, Duration window) {
        Instant since = parkedUntil != null && parkedUntil.isAfter(last) ? parkedUntil : last;
        return now.isBefore(last) || now.isAfter(since.plus(window));
    }

    public ShardDeaths andOneAt(Instant now) {
        return new ShardDeaths(count + 1, now, parkedUntil);
    }

    public ShardDeaths parkedUntil(Instant end) {
        return new ShardDeaths(count, last, end);
    }
}
