package io.shardbeat.group;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How much longer an expired member's shards rest before somebody else gets them. Official clients decide to stop one
 * heartbeat interval after their session timeout, look for it when another heartbeat has failed with all its repeats, and
 * carry it out at the next turn of their main loop.
 *
 * <p>Let the last answer arrive at 0, with session timeout T, interval I and an attempt of h. A client that looks at
 * T + I or before goes on; it begins its next attempt at most I later and looks again when that has failed, by
 * T + 2I + h. Its loop stops the work within a turn of that. The lease ended at T or later.
 *
 * @param fixed {@code null} for twice the heartbeat interval that was observed of the member, the longest time in which
 *     one of its heartbeats fails, and a turn of the loop
 */
public record FenceMargin(@Nullable Duration fixed) {
    public static final FenceMargin NONE = new FenceMargin(Duration.ZERO);
    public static final FenceMargin AUTO = new FenceMargin(null);

    /**
     * For a member that died before its interval was known, as a share of the session timeout. Official clients beat
     * every 5 s of 60 (Java), every 20 s of 60 (Go) or every 20 s of 40 (Python): half covers them all.
     */
    private static final int UNKNOWN_SHARE = 2;

    /**
     * The main loops of the official clients turn every 0.2 s (SLS Java, Go) to every two (Python); the fences of the Go
     * libraries count whole seconds, so up to one more.
     */
    private static final Duration LOOP = Duration.ofSeconds(2);

    public FenceMargin {
        if (fixed != null && fixed.isNegative()) {
            throw new IllegalArgumentException("a fence margin must not be negative, was " + fixed);
        }
    }

    public boolean isAuto() {
        return fixed == null;
    }

    /** For a member's shards. An interval beyond the session timeout cannot have been one. */
    public Duration of(@Nullable Member member, Duration sessionTimeout) {
        return fixed != null
                ? fixed
                : intervalOf(member, sessionTimeout)
                        .multipliedBy(2)
                        .plus(familyOf(member).attempt())
                        .plus(LOOP);
    }

    /** Nobody knows of a member that is gone: taken for the slowest. */
    private static ClientFamily familyOf(@Nullable Member member) {
        return member == null ? ClientFamily.UNKNOWN : member.family();
    }

    /** The member's heartbeat interval as observed, else as the slowest official client would have it. */
    public static Duration intervalOf(@Nullable Member member, Duration sessionTimeout) {
        Duration observed = member == null ? null : member.interval();
        if (observed == null) {
            return Duration.ofNanos(sessionTimeout.toNanos() / UNKNOWN_SHARE);
        }
        return observed.compareTo(sessionTimeout) < 0 ? observed : sessionTimeout;
    }
}
