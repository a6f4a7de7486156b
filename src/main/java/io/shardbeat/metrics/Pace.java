package io.shardbeat.metrics;

import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalLong;

/** Keeps something that strangers can cause from filling the log: it may be said once in a while. */
final class Pace {
    private final InstantSource clock;
    private final long quietMillis;
    private long quietUntilMillis = Long.MIN_VALUE;
    private long unsaid;

    /** @param quiet between two times that it may be said */
    Pace(InstantSource clock, Duration quiet) {
        this.clock = clock;
        this.quietMillis = quiet.toMillis();
    }

    /** Whether it may be said now: how often it was not since it was; empty where it may not. */
    synchronized OptionalLong mayBeSaid() {
        long now = clock.millis();
        if (now < quietUntilMillis) {
            unsaid++;
            return OptionalLong.empty();
        }
        long before = unsaid;
        quietUntilMillis = now + quietMillis;
        unsaid = 0;
        return OptionalLong.of(before);
    }
}
