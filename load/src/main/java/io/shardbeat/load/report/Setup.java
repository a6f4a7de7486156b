package io.shardbeat.load.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.shardbeat.load.plan.Durations;
import io.shardbeat.load.plan.LoadPlan;
import io.shardbeat.load.plan.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What was done, in words and numbers that mean the same on every load machine.
 *
 * @param run the run's name
 * @param slices the shares that are in the result
 * @param slsGroups groups that spoke SLS, of the whole fleet
 * @param clsGroups groups that spoke CLS, of the whole fleet
 * @param consumers in each group
 * @param shards of each group
 * @param rhythm interval, timeout and the like
 * @param faults what befell the fleet
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Setup(
        String run,
        List<String> slices,
        int slsGroups,
        int clsGroups,
        int consumers,
        int shards,
        String rhythm,
        double rampSeconds,
        List<FaultMark> faults) {

    /** A fault and the second at which it began. */
    public record FaultMark(String what, double at) {}

    public static Setup of(LoadPlan plan) {
        var rhythm = plan.rhythm();
        return new Setup(
                plan.naming().run(),
                List.of(plan.slice().toString()),
                plan.size().slsGroups(),
                plan.size().clsGroups(),
                plan.size().consumers(),
                plan.size().shards(),
                "a heartbeat every " + Durations.text(rhythm.interval()) + ", timeout "
                        + Durations.text(rhythm.timeout()) + ", processing "
                        + Durations.text(rhythm.processing()) + ", started over " + Durations.text(rhythm.ramp())
                        + ", " + Durations.text(rhythm.duration()) + " in all"
                        + (plan.clients().isEmpty() ? "" : ", consumers as " + plan.clients()),
                rhythm.ramp().toMillis() / 1e3,
                plan.faults().stream()
                        .map(fault -> new FaultMark(fault.toString(), fault.at().toMillis() / 1e3))
                        .toList());
    }

    /** How large the fleet is, short enough for a title. */
    String size() {
        String groups = String.join(
                " and ",
                Stream.of(groups(slsGroups, "SLS"), groups(clsGroups, "CLS"))
                        .filter(text -> !text.isEmpty())
                        .toList());
        return String.format(Locale.ROOT, "%,d consumers in %s", (slsGroups + clsGroups) * consumers, groups);
    }

    private static String groups(int count, String protocol) {
        return count == 0 ? "" : String.format(Locale.ROOT, "%,d %s group%s", count, protocol, count == 1 ? "" : "s");
    }

    String text() {
        String share = slices.equals(List.of("0/1")) ? "" : "; slices " + String.join(", ", slices);
        return String.format(Locale.ROOT, "Run %s: groups of %,d shards; %s%s.", run, shards, rhythm, share);
    }

    /** One setup for both shares; refuses shares of different runs, and one share twice. */
    Setup and(Setup other) {
        if (!with(List.of()).equals(other.with(List.of()))) {
            throw new IllegalArgumentException("not shares of one run: " + this + " and " + other);
        }
        for (String slice : other.slices) {
            if (slices.contains(slice)
                    || Slice.parse(slice).count() != Slice.parse(slices.get(0)).count()) {
                throw new IllegalArgumentException("slices " + slices + " and " + slice + " do not fit together");
            }
        }
        List<String> all = new ArrayList<>(slices);
        all.addAll(other.slices);
        return with(all);
    }

    private Setup with(List<String> others) {
        return new Setup(run, others, slsGroups, clsGroups, consumers, shards, rhythm, rampSeconds, faults);
    }
}
