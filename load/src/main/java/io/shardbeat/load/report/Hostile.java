package io.shardbeat.load.report;

import io.shardbeat.load.plan.Attack;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * What the hostile clients of one kind did, and what they met.
 *
 * @param attack what they did
 * @param clients how many there were
 * @param connections they opened
 * @param sent requests they sent or began
 * @param bytes they sent
 * @param answers they read
 * @param closed connections that the server ended
 * @param refused connections that did not come about
 * @param from the second of the run at which they began
 */
public record Hostile(
        Attack attack,
        int clients,
        long connections,
        long sent,
        long bytes,
        long answers,
        long closed,
        long refused,
        int from) {
    Hostile and(Hostile other) {
        return new Hostile(
                attack,
                clients + other.clients,
                connections + other.connections,
                sent + other.sent,
                bytes + other.bytes,
                answers + other.answers,
                closed + other.closed,
                refused + other.refused,
                Math.min(from, other.from));
    }

    /** By attack, of both load machines. */
    static List<Hostile> merge(List<Hostile> one, List<Hostile> other) {
        List<Hostile> all = new ArrayList<>(one);
        for (Hostile added : other) {
            int at = all.stream().map(Hostile::attack).toList().indexOf(added.attack());
            if (at < 0) {
                all.add(added);
            } else {
                all.set(at, all.get(at).and(added));
            }
        }
        return all;
    }

    /**
     * Whether the fleet suffered: what it saw before the hostile clients came, but for its ramp, and beside them.
     *
     * @param hostile not empty
     */
    static List<Summary.Line> beside(List<Hostile> hostile, List<Second> seconds, double rampSeconds) {
        int from = hostile.stream().mapToInt(Hostile::from).min().orElse(0);
        List<Second> before = seconds.stream()
                .filter(second -> second.at() >= rampSeconds && second.at() < from)
                .toList();
        List<Second> beside =
                seconds.stream().filter(second -> second.at() >= from).toList();
        return List.of(
                new Summary.Line("before hostile clients", seen(before)),
                new Summary.Line("beside hostile clients", seen(beside)));
    }

    private static String seen(List<Second> seconds) {
        if (seconds.isEmpty()) {
            return "none";
        }
        Histogram latency = seconds.stream().map(Second::latency).reduce(new Histogram(2), Histograms::sum);
        return String.format(
                Locale.ROOT,
                "%s, %,d errors of %,d heartbeats",
                Summary.percentiles(latency),
                seconds.stream().mapToLong(Second::errors).sum(),
                seconds.stream().mapToLong(Second::sent).sum());
    }

    Summary.Line line() {
        return new Summary.Line(
                "hostile: " + attack.name().toLowerCase(Locale.ROOT),
                String.format(
                        Locale.ROOT,
                        "%,d clients, %,d connections, %,d requests, %,d kB sent, %,d answers, %,d closed by the server, %,d refused",
                        clients,
                        connections,
                        sent,
                        bytes / 1_000,
                        answers,
                        closed,
                        refused));
    }
}
