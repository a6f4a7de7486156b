package io.shardbeat.load.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/** The plots of a result, as the values that the page draws. */
final class Plots {
    private static final double[] PERCENTILES = {
        0, 25, 50, 75, 90, 95, 97.5, 99, 99.5, 99.75, 99.9, 99.95, 99.975, 99.99, 99.995, 99.999, 99.9995, 99.9999
    };

    private Plots() {}

    /** How the values along an axis are written, and laid out. */
    enum Axis {
        SECONDS,
        COUNT,
        MILLIS,
        LOG_MILLIS,
        PERCENT,
        /** 1 is 0 %, 10 is 90 %, 100 is 99 %: each nine is as wide as the one before. */
        NINES
    }

    /**
     * A line of a plot.
     *
     * @param hue 1 to 3, one of the page's colours
     */
    record Line(String name, int hue, double[] values) {}

    /** @param marked whether the faults are shown in it, which is so where x is time */
    record Plot(String title, String note, Axis x, Axis y, double[] at, List<Line> lines, boolean marked) {
        /** For who cannot see it. */
        public String alt() {
            List<String> most = lines.stream()
                    .map(line -> line.name() + " at most " + Page.value(y, max(line.values())))
                    .toList();
            return title + " " + note + ": " + String.join(", ", most);
        }

        private static double max(double[] values) {
            double max = 0;
            for (double value : values) {
                max = Math.max(max, value);
            }
            return max;
        }
    }

    static List<Plot> of(Result result) {
        List<Plot> plots = new ArrayList<>();
        plots.add(overTime(
                result,
                "Heartbeats",
                "a second",
                Axis.COUNT,
                List.of(line(result, "granted", 1, Second::granted), line(result, "errors", 2, Second::errors))));
        plots.add(overTime(
                result,
                "Latency",
                "of the heartbeats answered in each second, from when they were due",
                Axis.LOG_MILLIS,
                List.of(
                        line(result, "max", 2, second -> second.latency().getMaxValue() / 1e3),
                        line(result, "p99", 3, second -> Histograms.millis(second.latency(), 99)),
                        line(result, "p50", 1, second -> Histograms.millis(second.latency(), 50)))));
        plots.add(overTime(
                result,
                "Consumers",
                "that ran at the end of each second",
                Axis.COUNT,
                List.of(line(result, "live", 1, Second::live))));
        plots.add(percentiles(result.totals().latency()));
        distribution(
                plots,
                "Failover",
                "share of shards with another consumer so long after the kill",
                result.totals().failover());
        distribution(
                plots,
                "Overlap",
                "share of cases in which two consumers worked on a shard for no longer",
                result.totals().overlap());
        return plots;
    }

    private static Plot overTime(Result result, String title, String note, Axis y, List<Line> lines) {
        double[] at = result.seconds().stream().mapToDouble(Second::at).toArray();
        return new Plot(title, note, Axis.SECONDS, y, at, lines, true);
    }

    private static Line line(Result result, String name, int hue, ToDoubleFunction<Second> value) {
        return new Line(name, hue, result.seconds().stream().mapToDouble(value).toArray());
    }

    private static Plot percentiles(Histogram latency) {
        int shown = 1;
        while (shown < PERCENTILES.length && 100 / (100 - PERCENTILES[shown]) <= latency.getTotalCount()) {
            shown++;
        }
        double[] x = new double[shown];
        double[] y = new double[shown];
        for (int i = 0; i < shown; i++) {
            x[i] = 100 / (100 - PERCENTILES[i]);
            y[i] = Math.max(0.001, Histograms.millis(latency, PERCENTILES[i]));
        }
        return new Plot(
                "Latency by percentile",
                "of all heartbeats, from when they were due",
                Axis.NINES,
                Axis.LOG_MILLIS,
                x,
                List.of(new Line("latency", 1, y)),
                false);
    }

    private static void distribution(List<Plot> plots, String title, String note, Histogram histogram) {
        if (histogram.getTotalCount() == 0) {
            return;
        }
        NavigableMap<Double, Double> shares = new TreeMap<>(Map.of(0.0, 0.0));
        for (int percent = 1; percent <= 100; percent++) {
            shares.put(Histograms.millis(histogram, percent), (double) percent);
        }
        double[] x = values(shares.keySet());
        double[] y = values(shares.values());
        plots.add(new Plot(title, note, Axis.MILLIS, Axis.PERCENT, x, List.of(new Line("share", 1, y)), false));
    }

    private static double[] values(Collection<Double> all) {
        return all.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
