package io.shardbeat.load.cli;

import io.shardbeat.load.fleet.Standing;
import io.shardbeat.load.measure.Stats;
import io.shardbeat.load.report.Second;
import java.io.PrintWriter;

/** One line a second. */
final class Progress {
    private Progress() {}

    static void print(PrintWriter to, Second second, Stats stats, Standing standing) {
        to.printf(
                "%5ds %,8d live %,9d/s  p50 %.1fms p99 %.1fms max %.1fms  late p99 %.1fms  errors %d  orphans %d  breaches %d%n",
                second.at() + 1,
                second.live(),
                second.granted(),
                stats.latency.getValueAtPercentile(50) / 1e3,
                stats.latency.getValueAtPercentile(99) / 1e3,
                stats.latency.getMaxValue() / 1e3,
                stats.lag.getValueAtPercentile(99) / 1e3,
                second.errors(),
                standing.orphans(),
                standing.breachCount());
        to.flush();
    }
}
