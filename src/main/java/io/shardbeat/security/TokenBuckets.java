package io.shardbeat.security;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * Token buckets by name, in a table that never grows, whatever names come. A bucket is two numbers: whose it is, and when
 * it will be full again. One that is full says no more than that it is there, so a new name takes the place of the
 * fullest of the few that it may have. Takes no lock and makes no object.
 */
final class TokenBuckets {
    /** How many places a name may have. */
    private static final int WAYS = 8;

    private final AtomicLongArray names;
    private final AtomicLongArray fullAt;
    private final long setMask;
    private final long nanosPerToken;
    private final long burstNanos;
    private final LongSupplier nanos;
    private final long origin;

    /**
     * @param perSecond tokens that come back per second; 0: there is no limit
     * @param burst a full bucket has as many tokens as come back in this time
     * @param sets how many sets of places, a power of two
     * @param nanos a clock that only goes forward
     */
    TokenBuckets(double perSecond, Duration burst, int sets, LongSupplier nanos) {
        if (Integer.bitCount(sets) != 1) {
            throw new IllegalArgumentException(sets + " sets, expected a power of two");
        }
        boolean limits = perSecond > 0;
        names = new AtomicLongArray(limits ? sets * WAYS : 0);
        fullAt = new AtomicLongArray(limits ? sets * WAYS : 0);
        setMask = sets - 1L;
        nanosPerToken = limits ? Math.max(1, (long) (1e9 / perSecond)) : 0;
        burstNanos = Math.max(burst.toNanos(), nanosPerToken);
        this.nanos = nanos;
        origin = nanos.getAsLong();
    }

    /** Takes a token out of the bucket of this name; false when there is none. */
    boolean take(long name) {
        if (nanosPerToken == 0) {
            return true;
        }
        long now = nanos.getAsLong() - origin;
        int place = place(name == 0 ? 1 : name, now);
        while (true) {
            long before = fullAt.get(place);
            long after = Math.max(before, now) + nanosPerToken;
            if (after - now > burstNanos) {
                return false;
            }
            if (fullAt.compareAndSet(place, before, after)) {
                return true;
            }
        }
    }

    private int place(long name, long now) {
        int first = (int) (name >>> 32 & setMask) * WAYS;
        int fullest = first;
        for (int i = first; i < first + WAYS; i++) {
            if (names.get(i) == name) {
                return i;
            }
            if (fullAt.get(i) < fullAt.get(fullest)) {
                fullest = i;
            }
        }
        fullAt.set(fullest, now);
        names.set(fullest, name);
        return fullest;
    }
}
