package io.shardbeat.group.wish;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A member that is to be removed by the next pass.
 *
 * @param kind who says so
 * @param fenced whether its process may still work: then its shards rest for what is left of its lease and the fence margin
 * @param leaseEnd when its lease ended as this was asked for, in Redis time; {@code null} without a lease. A lease that
 *     ends later means a heartbeat since then: the process has not stopped
 */
public record Departure(Kind kind, boolean fenced, @Nullable Instant leaseEnd, Note note) {
    public enum Kind {
        /** Its process has stopped, it says so itself or who stopped it. */
        LEFT,
        /** An operator wants it out. It may come back. */
        EVICTED
    }

    /** Its process has stopped: void if it is heard of afterwards. */
    public static Departure left(@Nullable Instant leaseEnd, Note note) {
        return new Departure(Kind.LEFT, false, leaseEnd, note);
    }

    public static Departure evicted(boolean fenced, @Nullable Instant leaseEnd, Note note) {
        return new Departure(Kind.EVICTED, fenced, leaseEnd, note);
    }

    /**
     * Whether the member was heard of after it was said to have gone.
     *
     * @param ends when its lease ends now; {@code null} without one
     */
    public boolean isContradictedBy(@Nullable Instant ends) {
        return ends != null && (leaseEnd == null || ends.isAfter(leaseEnd));
    }
}
