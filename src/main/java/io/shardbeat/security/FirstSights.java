package io.shardbeat.security;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Tells whether something was not seen for an hour, so that what happens every minute is noted once an hour. Remembers some
 * thousands, whatever comes; what is forgotten is seen for the first time again.
 */
public final class FirstSights {
    private static final Duration AGAIN = Duration.ofHours(1);
    private static final int SETS = 1_024;

    private final NameHash hash = new NameHash();
    private final TokenBuckets seen;

    /** @param nanos a clock that only goes forward */
    public FirstSights(LongSupplier nanos) {
        seen = new TokenBuckets(1.0 / AGAIN.toSeconds(), AGAIN, SETS, nanos);
    }

    public boolean isFirst(String what, String where, String who, String from) {
        return seen.take(hash.of(what, where, who, from));
    }
}
