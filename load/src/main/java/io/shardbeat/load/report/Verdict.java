package io.shardbeat.load.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether a run was good.
 *
 * @param broken whether an invariant was
 * @param reasons why it was not good; none when it was
 */
public record Verdict(boolean broken, List<String> reasons) {
    public static Verdict on(Result result, Bounds bounds) {
        Totals totals = result.totals();
        List<String> reasons = new ArrayList<>();
        if (totals.breaches() > 0) {
            reasons.add(totals.breaches() + " breaches of invariants, the first: "
                    + result.breaches().get(0));
        }
        if (totals.errorShare() > bounds.errorShare()) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "%.3f%% of heartbeats failed, allowed are %.3f%%",
                    100 * totals.errorShare(),
                    100 * bounds.errorShare()));
        }
        long failover = Math.max(totals.failover().getMaxValue() / 1_000, totals.longestOrphanMillis());
        exceeds(reasons, "a failover took", failover, bounds.failover());
        exceeds(
                reasons,
                "the latency's 99th percentile is",
                totals.latency().getValueAtPercentile(99) / 1_000,
                bounds.p99());
        return new Verdict(totals.breaches() > 0, List.copyOf(reasons));
    }

    private static void exceeds(List<String> reasons, String what, long millis, @Nullable Duration bound) {
        if (bound != null && millis > bound.toMillis()) {
            reasons.add(what + " " + millis + "ms, allowed are " + bound.toMillis() + "ms");
        }
    }

    public boolean isGood() {
        return reasons.isEmpty();
    }

    /** 0: good; 1: an invariant was broken; 3: a bound was exceeded. (2 is for wrong options.) */
    public int exitCode() {
        return isGood() ? 0 : broken ? 1 : 3;
    }
}
