package io.shardbeat.simulation;

import static io.shardbeat.simulation.Invariants.check;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.testkit.memory.MemoryGroup;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * I9. Whoever loses writes loses checkpoints too, which cannot be helped: then the shard has an earlier one that was
 * accepted, or none, but nothing that was not.
 */
final class CheckpointRule {
    private final World world;
    private final Map<ShardId, String> accepted = new TreeMap<>();
    private final Map<ShardId, Set<String>> everAccepted = new HashMap<>();

    CheckpointRule(World world) {
        this.world = world;
    }

    /** The store has taken these. */
    void written(MemberId member, Map<ShardId, String> values, boolean forced) {
        MemoryGroup group = world.redis().group(World.GROUP);
        values.forEach((shard, value) -> {
            boolean holds = group.grants().containsKey(member.name())
                    && group.grants().get(member.name()).contains(shard);
            boolean handsOver = group.handOvers().containsKey(shard)
                    && group.handOvers().get(shard).holder().equals(member);
            check(
                    forced || holds || handsOver,
                    "I9: %s moved the checkpoint of %s, which it does not hold",
                    member,
                    shard);
            accepted.put(shard, value);
            everAccepted.computeIfAbsent(shard, s -> new HashSet<>()).add(value);
        });
    }

    void afterEach() {
        Map<ShardId, String> stored = world.redis().checkpoints();
        check(stored.equals(accepted), "I9: the checkpoints are %s, accepted were %s", stored, accepted);
    }

    void writesLost() {
        accepted.clear();
        world.redis().checkpoints().forEach((shard, value) -> {
            boolean known = everAccepted.getOrDefault(shard, Set.of()).contains(value);
            check(known, "I9: after a loss %s has the checkpoint %s, which was never accepted", shard, value);
            accepted.put(shard, value);
        });
    }
}
