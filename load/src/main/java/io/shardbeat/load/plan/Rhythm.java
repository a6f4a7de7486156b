package io.shardbeat.load.plan;

import java.time.Duration;

/**
 * When consumers do what.
 *
 * @param interval from one heartbeat of a consumer to its next, whatever was answered
 * @param timeout the groups' session timeout, whole seconds
 * @param processing how long a consumer works on a shard after it was told to stop
 * @param ramp over which the consumers start, evenly spread
 * @param duration of the whole run
 */
public record Rhythm(Duration interval, Duration timeout, Duration processing, Duration ramp, Duration duration) {
    private static final Duration LONGEST = Duration.ofHours(24);

    public Rhythm {
        if (interval.compareTo(Duration.ofMillis(10)) < 0) {
            throw new IllegalArgumentException("interval " + Durations.text(interval) + ", expected at least 10ms");
        }
        if (timeout.toSeconds() < 1 || timeout.toMillisPart() != 0) {
            throw new IllegalArgumentException("timeout " + Durations.text(timeout) + ", expected whole seconds");
        }
        if (duration.compareTo(ramp) <= 0 || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("duration " + Durations.text(duration)
                    + ", expected more than the ramp of " + Durations.text(ramp) + " and at most 24h");
        }
    }

    /** When the {@code k}th of {@code consumers} sends its first heartbeat, nanoseconds from the start. */
    public long firstBeatNanos(int k, int consumers) {
        return (long) ((double) ramp.toNanos() * k / consumers);
    }

    /** The second at which hostile clients come: a quarter of what follows the ramp is quiet, for comparison. */
    public int quietSeconds() {
        return (int) (ramp.toSeconds() + duration.minus(ramp).toSeconds() / 4);
    }

    /** How long after its last accepted heartbeat a consumer that gets no answer stops by itself. */
    public long fenceNanos() {
        return timeout.plus(interval).toNanos();
    }
}
