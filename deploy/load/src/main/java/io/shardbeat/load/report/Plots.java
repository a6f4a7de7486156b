package io.shardbeat.load.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/** The plots of a result. */
final class Plots {
    private static final double[] PERCENTILES = {
        0, 25, 50, 75, 90, 95, 97.5, 99, 99.5, 99.75, 99.9, 99.95, 99.975, 99.99, 99.995, 99.999, 99.9995, 99.9999
    };
    private static final Plot.Texts TIME_AND_COUNT = new Plot.Texts(Plots::seconds, Plots::count);

    private Plots() {}

    static List<String> of(Result result) {
        List<Setup.FaultMark> faults = result.setup().faults();
        List<String> plots = new ArrayList<>();
        plots.add(rates(result).with(faults).svg());
        plots.add(latencies(result).with(faults).svg());
        plots.add(new Plot(
                        "Consumers",
                        "that ran at the end of each second",
                        List.of(line(result, "live", 1, Second::live)),
                        new boolean[] {false, false},
                        TIME_AND_COUNT)
                .with(faults)
                .svg());
        plots.add(percentiles(result.totals().latency()).svg());
        if (result.totals().failover().getTotalCount() > 0) {
            plots.add(distribution(
                            "Failover",
                            "share of shards with another consumer so long after the kill",
                            result.totals().failover())
                    .svg());
        }
        if (result.totals().overlap().getTotalCount() > 0) {
            plots.add(distribution(
                            "Overlap",
                            "share of cases in which two consumers worked on a shard for no longer",
                            result.totals().overlap())
                    .svg());
        }
        return plots;
    }

    private static Plot rates(Result result) {
        return new Plot(
                "Heartbeats",
                "a second",
                List.of(line(result, "granted", 1, Second::granted), line(result, "errors", 2, Second::errors)),
                new boolean[] {false, false},
                TIME_AND_COUNT);
    }

    private static Plot latencies(Result result) {
        return new Plot(
                "Latency",
                "of the heartbeats answered in each second, from when they were due",
                List.of(
                        line(result, "max", 2, second -> second.latency().getMaxValue() / 1e3),
                        line(result, "p99", 3, second -> Histograms.millis(second.latency(), 99)),
                        line(result, "p50", 1, second -> Histograms.millis(second.latency(), 50))),
                new boolean[] {false, true},
                new Plot.Texts(Plots::seconds, Plots::millis));
    }

    private static Series line(Result result, String name, int hue, ToDoubleFunction<Second> value) {
        List<Second> seconds = result.seconds();
        double[] x = seconds.stream().mapToDouble(Second::at).toArray();
        return new Series(name, hue, x, seconds.stream().mapToDouble(value).toArray());
    }

    /** Along x the nines: 1 is 0 %, 10 is 90 %, 100 is 99 %. */
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
                List.of(new Series("latency", 1, x, y)),
                new boolean[] {true, true},
                new Plot.Texts(Plots::percentile, Plots::millis));
    }

    private static Plot distribution(String title, String note, Histogram histogram) {
        int steps = 100;
        double[] x = new double[steps + 1];
        double[] y = new double[steps + 1];
        for (int i = 0; i <= steps; i++) {
            x[i] = i == 0 ? 0 : Histograms.millis(histogram, i);
            y[i] = i;
        }
        return new Plot(
                title,
                note,
                List.of(new Series("share", 1, x, y)),
                new boolean[] {false, false},
                new Plot.Texts(Plots::millis, share -> String.format(Locale.ROOT, "%.0f%%", share)));
    }

    private static String seconds(double value) {
        return number(value) + "s";
    }

    private static String count(double value) {
        return String.format(Locale.ROOT, value == Math.rint(value) ? "%,.0f" : "%.1f", value);
    }

    private static String millis(double value) {
        return value >= 1_000 ? number(value / 1_000) + "s" : number(value) + "ms";
    }

    private static String percentile(double nines) {
        return number(100 - 100 / nines) + "%";
    }

    /** Three digits, or all before the point; no zeros at the end. */
    private static String number(double value) {
        String text =
                String.format(Locale.ROOT, value >= 99.9 && value < 100 ? "%.5f" : value < 10 ? "%.3f" : "%.1f", value);
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }
}
