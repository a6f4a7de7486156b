package io.shardbeat.security;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** How many log lines others may bring about: some at once, then one a second. What is beyond is counted. */
public final class LineBudget {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final int burst;
    private final LongSupplier nanoTime;
    /** When there will be room for a whole burst again. */
    private long full;

    private long leftOut;

    /** @param burst lines at once, after a time without any */
    public LineBudget(int burst, LongSupplier nanoTime) {
        this.burst = burst;
        this.nanoTime = nanoTime;
        full = nanoTime.getAsLong();
    }

    /** Takes a line: how many were left out since the last one that was taken. Empty where this one is left out, too. */
    public synchronized OptionalLong take() {
        long now = nanoTime.getAsLong();
        long next = Math.max(full - now, 0) + SECOND;
        if (next > burst * SECOND) {
            leftOut++;
            return OptionalLong.empty();
        }
        full = now + next;
        long before = leftOut;
        leftOut = 0;
        return OptionalLong.of(before);
    }
}
