package io.shardbeat.load.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** The figures of a run as lines of name and value, for the terminal and the page. */
public final class Summary {
    private Summary() {}

    /** One figure. */
    public record Line(String name, String value) {}

    public static List<Line> of(Result result) {
        Totals totals = result.totals();
        List<Line> lines = new ArrayList<>(result.where().lines());
        lines.add(new Line(
                "heartbeats",
                String.format(Locale.ROOT, "%,d sent, %,d answered with a grant", totals.sent(), totals.granted())));
        lines.add(new Line("heartbeats/s", String.format(Locale.ROOT, "%,.0f once all had started", rate(result))));
        lines.add(new Line("latency", percentiles(totals.latency())));
        lines.add(new Line("sent late by", percentiles(totals.lag())));
        lines.add(new Line("failover per shard", percentiles(totals.failover())));
        if (totals.orphans() > 0) {
            lines.add(new Line(
                    "not failed over yet",
                    totals.orphans() + " shards, for up to " + totals.longestOrphanMillis() + "ms"));
        }
        lines.add(new Line("overlap", percentiles(totals.overlap())));
        lines.add(new Line("errors", errors(totals.errors())));
        lines.add(new Line("breaches", Long.toString(totals.breaches())));
        if (!result.hostile().isEmpty()) {
            lines.addAll(Hostile.beside(
                    result.hostile(), result.seconds(), result.setup().rampSeconds()));
        }
        result.hostile().forEach(hostile -> lines.add(hostile.line()));
        return lines;
    }

    /** Granted heartbeats a second after the ramp, but for the last second, which may be cut short. */
    static double rate(Result result) {
        int last = result.seconds().stream().mapToInt(Second::at).max().orElse(0);
        return result.seconds().stream()
                .filter(second -> second.at() >= result.setup().rampSeconds() && second.at() < last)
                .mapToLong(Second::granted)
                .average()
                .orElse(0);
    }

    /** Milliseconds. */
    public static String percentiles(Histogram micros) {
        return micros.getTotalCount() == 0
                ? "none"
                : String.format(
                        Locale.ROOT,
                        "p50 %.1fms, p99 %.1fms, p99.9 %.1fms, max %.1fms (%,d)",
                        Histograms.millis(micros, 50),
                        Histograms.millis(micros, 99),
                        Histograms.millis(micros, 99.9),
                        micros.getMaxValue() / 1e3,
                        micros.getTotalCount());
    }

    private static String errors(Map<String, Long> errors) {
        return errors.isEmpty()
                ? "none"
                : String.join(
                        ", ",
                        errors.entrySet().stream()
                                .map(error -> error.getValue() + " × " + error.getKey())
                                .toList());
    }
}
