package io.shardbeat.group;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a hand-over may take. A dead processor behind a living heartbeat thread never lets go; after the limit that is
 * reported, and where it is forced, the next member gets the shard all the same.
 *
 * @param limit {@code null} for the group's session timeout
 * @param forced whether the shard is then granted although its holder has not released it
 */
public record HandOverLimit(@Nullable Duration limit, boolean forced) {
    /** Reported after the session timeout, never forced. */
    public static final HandOverLimit REPORTED = new HandOverLimit(null, false);

    public HandOverLimit {
        if (limit != null && (limit.isNegative() || limit.isZero())) {
            throw new IllegalArgumentException("the limit of a hand-over must be longer than nothing, was " + limit);
        }
    }

    /** When a hand-over is overdue, in milliseconds of Redis time: at this very moment it is. */
    long endMillis(HandOver handOver, Duration sessionTimeout) {
        return handOver.sinceMillis() + millis(sessionTimeout);
    }

    /**
     * When to look at a hand-over that is still under way after a pass. One that is known to be stuck is looked at again
     * and again, so that who counts them can tell a stuck one from a forgotten one.
     */
    long nextLookMillis(HandOver handOver, GroupSnapshot group) {
        Duration timeout = group.policy().sessionTimeout();
        if (handOver.isReleased()) {
            return group.policy().restEndsMillis(handOver);
        }
        return handOver.stuck() ? group.nowMillis() + millis(timeout) : endMillis(handOver, timeout);
    }

    private long millis(Duration sessionTimeout) {
        return (limit == null ? sessionTimeout : limit).toMillis();
    }
}
