package io.shardbeat.load.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.shardbeat.load.measure.Stats;
import org.HdrHistogram.Histogram;

/**
 * One second of a run.
 *
 * @param at which one, from 0
 * @param sent heartbeats
 * @param granted heartbeats answered with a grant
 * @param errors heartbeats that ended otherwise
 * @param live consumers that ran at its end
 * @param latency of the heartbeats answered in it, microseconds
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Second(int at, long sent, long granted, long errors, int live, Histogram latency) {
    public static Second of(int at, Stats stats, int live) {
        Histogram small = new Histogram(2);
        small.setAutoResize(true);
        small.add(stats.latency);
        return new Second(at, stats.sent, stats.granted, stats.errorCount(), live, small);
    }

    Second and(Second other) {
        return new Second(
                at,
                sent + other.sent,
                granted + other.granted,
                errors + other.errors,
                live + other.live,
                Histograms.sum(latency, other.latency));
    }
}
