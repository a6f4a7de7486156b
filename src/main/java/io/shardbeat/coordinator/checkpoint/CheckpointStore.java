package io.shardbeat.coordinator.checkpoint;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.group.GroupId;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/**
 * Where checkpoints live: with their group, and gone with it. Every method may complete with
 * {@link StoreUnavailableException}.
 */
public interface CheckpointStore {
    /** What the member holds; empty when there is no such group or member. */
    CompletionStage<Optional<Holding>> holding(GroupId group, MemberId member, Collection<ShardId> shards);

    /**
     * Saves checkpoints.
     *
     * @param values per shard the checkpoint
     * @param consumer noted as the one who saved them
     * @param epoch the epoch the group must still have; empty for any
     */
    CompletionStage<WriteOutcome> write(
            GroupId group, Map<ShardId, String> values, String consumer, OptionalLong epoch);

    /** Every checkpoint that was saved. */
    CompletionStage<Map<ShardId, Checkpoint>> all(GroupId group);

    /** The checkpoint of one shard; empty when none was saved. */
    CompletionStage<Optional<Checkpoint>> find(GroupId group, ShardId shard);

    /** How a write ends. */
    enum WriteOutcome {
        WRITTEN,
        /** The group has another epoch: who holds what may have changed. Of a big write a part may be done. */
        STALE,
        NO_GROUP
    }
}
