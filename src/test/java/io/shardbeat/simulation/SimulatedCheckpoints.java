package io.shardbeat.simulation;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.coordinator.StoreUnavailableException.Reason;
import io.shardbeat.coordinator.checkpoint.Checkpoint;
import io.shardbeat.coordinator.checkpoint.CheckpointStore;
import io.shardbeat.coordinator.checkpoint.Holding;
import io.shardbeat.coordinator.checkpoint.Saver;
import io.shardbeat.group.GroupId;
import io.shardbeat.testkit.memory.Wire;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/** A node's way to the checkpoints: {@code look_member.lua} and {@code save_checkpoints.lua}, each one atomic step. */
record SimulatedCheckpoints(ObservedRedis redis, Wire wire) implements CheckpointStore {
    @Override
    public CompletionStage<Optional<Holding>> holding(GroupId group, MemberId member, Collection<ShardId> shards) {
        return wire.call(() -> redis.look(group, member)).thenApply(found -> {
            if (found == null) {
                throw new StoreUnavailableException(Reason.REBUILDING, "who holds what is not certain");
            }
            return found;
        });
    }

    @Override
    public CompletionStage<Written> write(GroupId group, Map<ShardId, String> values, Saver saver, OptionalLong epoch) {
        return wire.call(() -> redis.save(values, new MemberId(saver.consumer()), epoch))
                .thenApply(outcome -> new Written(outcome, Set.of()));
    }

    @Override
    public CompletionStage<WriteOutcome> drop(GroupId group, Set<ShardId> shards, OptionalLong epoch) {
        throw new UnsupportedOperationException("no operator drops checkpoints here");
    }

    @Override
    public CompletionStage<Map<ShardId, Checkpoint>> all(GroupId group) {
        return wire.call(() -> {
            Map<ShardId, Checkpoint> all = new TreeMap<>();
            redis.checkpoints().forEach((shard, value) -> all.put(shard, new Checkpoint(value, null, "")));
            return all;
        });
    }

    @Override
    public CompletionStage<Map<ShardId, Checkpoint>> find(GroupId group, List<ShardId> shards) {
        return all(group).thenApply(all -> {
            all.keySet().retainAll(shards);
            return all;
        });
    }
}
