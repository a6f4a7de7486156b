package io.shardbeat.load.report;

import io.shardbeat.load.plan.Attack;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
 */
public record Hostile(
        Attack attack, int clients, long connections, long sent, long bytes, long answers, long closed, long refused) {
    Hostile and(Hostile other) {
        return new Hostile(
                attack,
                clients + other.clients,
                connections + other.connections,
                sent + other.sent,
                bytes + other.bytes,
                answers + other.answers,
                closed + other.closed,
                refused + other.refused);
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
