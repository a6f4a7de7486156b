package io.shardbeat.coordinator.checkpoint;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.group.GroupId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Where checkpoints live: with their group, and gone with it. Every method may complete with
 * {@link StoreUnavailableException}.
 */
public interface CheckpointStore {
    /** What the member holds; empty when there is no such group or member. */
    CompletionStage<Optional<Holding>> holding(GroupId group, MemberId member, Collection<ShardId> shards);

    /**
     * Saves checkpoints. One that is older, by its client's clock, than the last one that the same consumer saved of
     * the shard is left out unless forced: it is a delayed copy, or somebody's who sends again what he overheard.
     *
     * @param values per shard the checkpoint
     * @param epoch the epoch the group must still have; empty for any
     */
    CompletionStage<Written> write(GroupId group, Map<ShardId, String> values, Saver saver, OptionalLong epoch);

    /**
     * Drops checkpoints: who reads the shards next begins anew.
     *
     * @param shards which; empty for all
     * @param epoch the epoch the group must still have; empty for any
     */
    CompletionStage<WriteOutcome> drop(GroupId group, Set<ShardId> shards, OptionalLong epoch);

    /** Every checkpoint that was saved. */
    CompletionStage<Map<ShardId, Checkpoint>> all(GroupId group);

    /**
     * The checkpoints of some shards, without those that have none.
     *
     * @param shards up to a thousand: they are read at once
     */
    CompletionStage<Map<ShardId, Checkpoint>> find(GroupId group, List<ShardId> shards);

    /** The checkpoint of one shard; empty when none was saved. */
    default CompletionStage<Optional<Checkpoint>> find(GroupId group, ShardId shard) {
        return find(group, List.of(shard)).thenApply(found -> Optional.ofNullable(found.get(shard)));
    }

    /**
     * What a write did.
     *
     * @param older left out, since a later checkpoint of theirs is there; empty unless the others were written
     */
    record Written(WriteOutcome outcome, Set<ShardId> older) {
        public Written {
            older = Set.copyOf(older);
        }
    }

    /** How a write ends. */
    enum WriteOutcome {
        WRITTEN,
        /** The group has another epoch: who holds what may have changed. Of a big write a part may be done. */
        STALE,
        /** The group would have checkpoints of more shards than it may. Of a big write a part may be done. */
        TOO_MANY,
        NO_GROUP
    }
}
