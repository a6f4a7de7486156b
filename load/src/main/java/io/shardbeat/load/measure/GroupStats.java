package io.shardbeat.load.measure;

import org.HdrHistogram.Histogram;

/** What one group counts over a whole run; small, for there may be thousands of them. Times are in microseconds. */
public final class GroupStats {
    /** From when a heartbeat was meant to be sent to its answer. */
    public final Histogram latency = new Histogram(2);

    public long sent;
    public long granted;
    public long errors;
    public long longestFailover;
    public long longestOverlap;

    public GroupStats() {
        latency.setAutoResize(true);
    }
}
