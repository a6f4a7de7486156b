package io.shardbeat.testkit;

import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.ShardSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Watches a group from outside, by what its members send and are answered, and notes every breach of I1 (one grant), I2
 * (no early grant) and I3 (epochs only rise). Works for members that beat at the same time, if each tells it what it
 * sends before it sends and what it was answered before it sends again.
 */
public final class Witness implements BeatObserver {
    private final Map<String, Map<ShardId, Stage>> members = new HashMap<>();
    private final Map<String, Long> epochs = new HashMap<>();
    private final List<String> breaches = new ArrayList<>();

    private enum Stage {
        /** The last answer had it. */
        GRANTED,
        /** An answer took it back, and no report since said that it is released. */
        REVOKED
    }

    @Override
    public synchronized void sends(String member, ShardSet report) {
        stages(member).entrySet().removeIf(e -> e.getValue() == Stage.REVOKED && !report.contains(e.getKey()));
    }

    @Override
    public synchronized void isAnswered(String member, ShardSet grant, long epoch) {
        for (ShardId shard : grant.shards()) {
            members.forEach((other, stages) -> {
                if (!other.equals(member) && stages.containsKey(shard)) {
                    breaches.add(shard + " granted to " + member + " while " + stages.get(shard) + " at " + other);
                }
            });
        }
        Map<ShardId, Stage> stages = stages(member);
        stages.replaceAll((shard, stage) -> Stage.REVOKED);
        grant.shards().forEach(shard -> stages.put(shard, Stage.GRANTED));
        long before = epoch == 0 ? 0 : epochs.getOrDefault(member, 0L);
        if (epoch < before) {
            breaches.add("epoch of " + member + " fell from " + before + " to " + epoch);
        }
        if (epoch != 0) {
            epochs.put(member, epoch);
        }
    }

    /** The member is silent for its session timeout from now on, or dead: it holds nothing any more. */
    public synchronized void isGone(String member) {
        members.remove(member);
    }

    /** What the members may hold by their last answers. */
    public synchronized Map<String, List<ShardId>> granted() {
        Map<String, List<ShardId>> granted = new HashMap<>();
        members.forEach((member, stages) -> granted.put(
                member,
                stages.entrySet().stream()
                        .filter(e -> e.getValue() == Stage.GRANTED)
                        .map(Map.Entry::getKey)
                        .sorted()
                        .toList()));
        return granted;
    }

    /** Whether nobody has been asked to give up a shard that he may still hold. */
    public synchronized boolean isAtRest() {
        return members.values().stream().noneMatch(stages -> stages.containsValue(Stage.REVOKED));
    }

    public synchronized void forgetBreaches() {
        breaches.clear();
    }

    /** Every breach so far, oldest first. */
    public synchronized List<String> breaches() {
        return List.copyOf(breaches);
    }

    private Map<ShardId, Stage> stages(String member) {
        return members.computeIfAbsent(member, m -> new HashMap<>());
    }
}
