package io.shardbeat.load.measure;

import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** What one event loop counts in one second, or several of them together. Latencies are in microseconds. */
public final class Stats {
    /** Longer ones count as this. */
    private static final long LONGEST_MICROS = 600_000_000L;

    /** From when a heartbeat was meant to be sent to its answer. */
    public final Histogram latency = histogram();
    /** From when a heartbeat was meant to be sent to when it was: how late this program is. */
    public final Histogram lag = histogram();
    /** From a kill to the answer that gave a shard of the killed to another. */
    public final Histogram failover = histogram();
    /** How long two consumers worked on one shard. */
    public final Histogram overlap = histogram();
    /** Heartbeats that did not end with a grant, by code. */
    public final Map<String, Long> errors = new TreeMap<>();

    public long sent;
    public long granted;
    /** Heartbeats that were due while one was under way: its answer counts for them, from when they were due. */
    public long merged;

    private static Histogram histogram() {
        return new Histogram(1, LONGEST_MICROS, 3);
    }

    public static void record(Histogram histogram, long nanos) {
        histogram.recordValue(Math.min(LONGEST_MICROS, Math.max(1, nanos / 1_000)));
    }

    public void error(String code) {
        errors.merge(code, 1L, Long::sum);
    }

    public long errorCount() {
        return errors.values().stream().mapToLong(n -> n).sum();
    }

    public void add(Stats other) {
        latency.add(other.latency);
        lag.add(other.lag);
        failover.add(other.failover);
        overlap.add(other.overlap);
        other.errors.forEach((code, count) -> errors.merge(code, count, Long::sum));
        sent += other.sent;
        granted += other.granted;
        merged += other.merged;
    }
}
