package io.shardbeat.redis.contract;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.coordinator.checkpoint.Checkpoint;
import io.shardbeat.coordinator.checkpoint.CheckpointStore;
import io.shardbeat.coordinator.checkpoint.Holding;
import io.shardbeat.coordinator.checkpoint.Saver;
import io.shardbeat.group.GroupId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/** A store on which something happens between the first time that somebody reads who holds what and what follows. */
final class SlowStore implements CheckpointStore {
    private final CheckpointStore store;
    private final Runnable meanwhile;
    private final AtomicBoolean happened = new AtomicBoolean();

    SlowStore(CheckpointStore store, Runnable meanwhile) {
        this.store = store;
        this.meanwhile = meanwhile;
    }

    @Override
    public CompletionStage<Optional<Holding>> holding(GroupId group, MemberId member, Collection<ShardId> shards) {
        return store.holding(group, member, shards).thenApplyAsync(found -> {
            if (happened.compareAndSet(false, true)) {
                meanwhile.run();
            }
            return found;
        });
    }

    @Override
    public CompletionStage<Written> write(GroupId group, Map<ShardId, String> values, Saver saver, OptionalLong epoch) {
        return store.write(group, values, saver, epoch);
    }

    @Override
    public CompletionStage<WriteOutcome> drop(GroupId group, Set<ShardId> shards, OptionalLong epoch) {
        return store.drop(group, shards, epoch);
    }

    @Override
    public CompletionStage<Map<ShardId, Checkpoint>> all(GroupId group) {
        return store.all(group);
    }

    @Override
    public CompletionStage<Map<ShardId, Checkpoint>> find(GroupId group, List<ShardId> shards) {
        return store.find(group, shards);
    }
}
