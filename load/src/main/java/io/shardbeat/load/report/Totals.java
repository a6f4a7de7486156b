package io.shardbeat.load.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.shardbeat.load.fleet.Standing;
import io.shardbeat.load.measure.Stats;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * The sums of a run. Histograms hold microseconds.
 *
 * @param sent heartbeats
 * @param granted heartbeats that were answered with a grant
 * @param merged heartbeats that fell due while one was under way, and were made up for by one
 * @param errors the others, by code
 * @param latency from when a heartbeat was due to its answer
 * @param lag from when a heartbeat was due to when it was sent
 * @param failover from a kill to the answer that gave a shard of the killed to another, shard by shard
 * @param overlap how long two consumers worked on one shard, case by case
 * @param breaches of invariants
 * @param orphans shards of killed consumers that nobody else was given before the end
 * @param longestOrphanMillis how long the longest of them had been waiting
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Totals(
        long sent,
        long granted,
        long merged,
        Map<String, Long> errors,
        Histogram latency,
        Histogram lag,
        Histogram failover,
        Histogram overlap,
        long breaches,
        int orphans,
        long longestOrphanMillis) {

    public static Totals of(Stats stats, Standing standing) {
        return new Totals(
                stats.sent,
                stats.granted,
                stats.merged,
                stats.errors,
                stats.latency,
                stats.lag,
                stats.failover,
                stats.overlap,
                standing.breachCount(),
                standing.orphans(),
                standing.longestOrphanNanos() / 1_000_000);
    }

    Totals and(Totals other) {
        Map<String, Long> both = new TreeMap<>(errors);
        other.errors.forEach((code, count) -> both.merge(code, count, Long::sum));
        return new Totals(
                sent + other.sent,
                granted + other.granted,
                merged + other.merged,
                both,
                Histograms.sum(latency, other.latency),
                Histograms.sum(lag, other.lag),
                Histograms.sum(failover, other.failover),
                Histograms.sum(overlap, other.overlap),
                breaches + other.breaches,
                orphans + other.orphans,
                Math.max(longestOrphanMillis, other.longestOrphanMillis));
    }

    /** A consumer that was away for too long, and one that the run itself cut off: no fault of the server. */
    private static final Set<String> EXPECTED = Set.of("400 NotExistConsumerWithBody", "cut off");

    /** The share of heartbeats that failed, from 0 to 1. */
    public double errorShare() {
        long failed = errors.entrySet().stream()
                .filter(error -> !EXPECTED.contains(error.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
        return sent == 0 ? 1 : (double) failed / sent;
    }
}
