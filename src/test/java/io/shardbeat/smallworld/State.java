package io.shardbeat.smallworld;

import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.group.plan.Plan;
import io.shardbeat.testkit.memory.MemoryKeyspace.Image;
import io.shardbeat.testkit.memory.MemoryPasses.Claimed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * All there is at one moment.
 *
 * @param stored what Redis has
 * @param nowMillis Redis time
 * @param clients the members' clients
 * @param passes per node, the pass that it has under way; {@code null} for none
 * @param copy a heartbeat on its way for the second time; {@code null} for none
 * @param losses how many answers may still be lost
 * @param crashes how many clients or nodes may still crash
 * @param copies how many heartbeats may still be delivered twice
 */
record State(
        Image stored,
        long nowMillis,
        List<Client> clients,
        List<Pass> passes,
        Heartbeat copy,
        int losses,
        int crashes,
        int copies) {

    /** A pass that has read and planned, and not committed. */
    record Pass(Claimed claimed, Plan plan) {}

    State with(int client, Client now) {
        List<Client> changed = new ArrayList<>(clients);
        changed.set(client, now);
        return new State(stored, nowMillis, changed, passes, copy, losses, crashes, copies);
    }

    State withPass(int node, Pass pass) {
        List<Pass> changed = new ArrayList<>(passes);
        changed.set(node, pass);
        return new State(stored, nowMillis, clients, changed, copy, losses, crashes, copies);
    }

    State withCopy(Heartbeat beat, int left) {
        return new State(stored, nowMillis, clients, passes, beat, losses, crashes, left);
    }

    State lost() {
        return new State(stored, nowMillis, clients, passes, copy, losses - 1, crashes, copies);
    }

    State crashed() {
        return new State(stored, nowMillis, clients, passes, copy, losses, crashes - 1, copies);
    }

    State at(Image image, long millis) {
        return new State(image, millis, clients, passes, copy, losses, crashes, copies);
    }

    /**
     * Equal for states in which the same can happen: only the order of epochs counts, only how far away times are, and
     * nodes have no names.
     */
    String key() {
        long[] epochs = LongStream.concat(
                        stored.epochs(),
                        passes.stream()
                                .filter(pass -> pass != null)
                                .mapToLong(pass -> pass.claimed().group().epoch()))
                .sorted()
                .distinct()
                .toArray();
        StringBuilder key = new StringBuilder(stored.text(epoch -> rank(epochs, epoch), this::away));
        clients.forEach(client -> key.append(client).append(client.lapsed()));
        key.append(passes.stream()
                .map(pass -> pass == null ? "-" : text(pass, epochs))
                .sorted()
                .collect(Collectors.joining()));
        if (copy != null) {
            String member = copy.member().name();
            key.append(member)
                    .append(new String(copy.report()))
                    .append(Long.signum(copy.sentAtSeconds() - stored.newestReport(copy.group(), member)));
        }
        return key.append(losses).append(crashes).append(copies).toString();
    }

    private String text(Pass pass, long[] epochs) {
        Plan plan = pass.plan();
        StringBuilder text = new StringBuilder("(")
                .append(rank(epochs, pass.claimed().group().epoch()))
                .append(away(pass.claimed().resumedMillis()))
                .append(plan.expired())
                .append(plan.grants())
                .append(plan.endedHandOvers())
                .append(plan.endedFences())
                .append(plan.fences())
                .append(plan.watch());
        plan.handOvers()
                .forEach(h -> text.append(h.shard())
                        .append(h.holder())
                        .append(h.next())
                        .append(rank(epochs, h.sinceEpoch()))
                        .append(away(h.since().toEpochMilli()))
                        .append(h.stuck()));
        return text.append(')').toString();
    }

    private static String rank(long[] epochs, long epoch) {
        return "e" + Arrays.binarySearch(epochs, epoch);
    }

    /** What is longer ago than a session timeout is all the same. */
    private String away(long millis) {
        return "t" + Math.max(-1_000L * (Rules.TIMEOUT_SECONDS + 1), millis - nowMillis);
    }
}
