package io.shardbeat.group;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long a hand-over may take. A dead processor behind a living heartbeat thread never lets go; after the limit that is
 * reported, and where it is forced, the next member gets the shard all the same.
 *
 * @param limit {@code null} for two session timeouts, or four of the holder's heartbeat intervals where those are longer:
 *     it hears of the hand-over within the first one, still reports the shard in the next one or two while it stops, and
 *     is silent about it in the one after; a Python consumer beats every half session timeout
 * @param forced whether the shard is then granted although its holder has not released it
 */
public record HandOverLimit(@Nullable Duration limit, boolean forced) {
    /** Reported after the default limit, never forced. */
    public static final HandOverLimit REPORTED = new HandOverLimit(null, false);

    private static final int TIMEOUTS = 2;
    private static final int INTERVALS = 4;

    public HandOverLimit {
        if (limit != null && (limit.isNegative() || limit.isZero())) {
            throw new IllegalArgumentException("the limit of a hand-over must be longer than nothing, was " + limit);
        }
    }

    /**
     * When a hand-over is overdue, in Redis time: at this very moment it is.
     *
     * @param holder {@code null} when nothing is known of it
     */
    public Instant end(HandOver handOver, @Nullable Member holder, Duration sessionTimeout) {
        return handOver.since().plus(length(holder, sessionTimeout));
    }

    /**
     * When to look at a hand-over that is still under way after a pass. One that is known to be stuck is looked at again
     * and again, so that who counts them can tell a stuck one from a forgotten one.
     */
    public Instant nextLook(HandOver handOver, @Nullable Member holder, GroupSnapshot group) {
        Duration timeout = group.policy().sessionTimeout();
        if (handOver.isReleased()) {
            return group.policy().restEnds(handOver);
        }
        return handOver.stuck() ? group.now().plus(length(holder, timeout)) : end(handOver, holder, timeout);
    }

    private Duration length(@Nullable Member holder, Duration sessionTimeout) {
        if (limit != null) {
            return limit;
        }
        // Asked twice for every hand-over of a pass, and a Duration multiplies with BigDecimals.
        long timeouts = TIMEOUTS * sessionTimeout.toNanos();
        long intervals =
                INTERVALS * FenceMargin.intervalOf(holder, sessionTimeout).toNanos();
        return Duration.ofNanos(Math.max(timeouts, intervals));
    }
}
