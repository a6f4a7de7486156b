package io.shardbeat.coordinator;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * When this node must next look at each bucket, so that idle buckets cost little. A look at a bucket tells when its next
 * entry is due; what this node commits is known, too; and what other nodes add meanwhile is in time at the next of the
 * regular looks: a lease's entry is at least a session timeout ahead, and a node that makes a group due asks for its pass
 * itself.
 */
public final class SweepSchedule {
    /** Also how often a bucket is stamped as swept: a few times within what counts as a gap in service. */
    public static final Duration REGULAR = Duration.ofMillis(500);

    /** By the clock, which counts from nowhere: no time of day. */
    private final AtomicLongArray next;

    private final LongSupplier clock;

    /** @param clock of this node, milliseconds, never put back */
    public SweepSchedule(int buckets, LongSupplier clock) {
        this.next = new AtomicLongArray(buckets);
        this.clock = clock;
        for (int bucket = 0; bucket < buckets; bucket++) {
            next.set(bucket, Long.MIN_VALUE);
        }
    }

    public boolean isTimeFor(int bucket) {
        return next.get(bucket) <= clock.getAsLong();
    }

    /** A look at the bucket begins: what is heard from now on brings the next one forward. */
    public void begin(int bucket) {
        next.set(bucket, clock.getAsLong() + REGULAR.toMillis());
    }

    /** Something in the bucket is due in this time. */
    public void expect(int bucket, Duration in) {
        next.accumulateAndGet(bucket, clock.getAsLong() + in.toMillis(), Math::min);
    }
}
