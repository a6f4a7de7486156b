package io.shardbeat.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When to beat, and for how long one answer allows to work.
 *
 * @param interval between two heartbeats, nanoseconds
 * @param session the session timeout, nanoseconds
 */
record Pace(long interval, long session) {
    /** A heartbeat comes early by up to this share of the interval: members that started together drift apart. */
    private static final double JITTER = 0.1;

    /** After a turn that failed the next one comes sooner. */
    private static final double AFTER_FAILURE = 0.5;

    /** The session timeout that counts is the shorter of what was set here and what the group has. */
    static Pace of(Settings settings, Duration groupTimeout) {
        long session = Math.min(settings.sessionTimeout().toNanos(), groupTimeout.toNanos());
        return new Pace(Math.min(settings.interval().toNanos(), session / 3), session);
    }

    /**
     * How long after the sending of an accepted heartbeat the member stops by itself, unless another was accepted. The
     * lease began when the heartbeat arrived, which was no sooner, and lasts for the session timeout. So nobody else can
     * have a shard before an interval after this, which is what listeners have to stop in.
     */
    long allowed() {
        return session - interval;
    }

    /** From one heartbeat's beginning to the next one's. */
    long pause(boolean answered, RandomGenerator random) {
        double share = 1 - JITTER * random.nextDouble();
        return (long) (interval * (answered ? share : share * AFTER_FAILURE));
    }
}
