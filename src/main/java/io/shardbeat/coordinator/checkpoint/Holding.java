package io.shardbeat.coordinator.checkpoint;

import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.ShardSet;
import java.util.Set;

/**
 * What a member holds, as far as checkpoints are concerned.
 *
 * @param epoch the group's epoch at which this was so
 * @param granted what it may hold
 * @param handingOver those of the shards asked about that it hands over: it finishes its work and saves it before it
 *     lets go
 */
public record Holding(long epoch, ShardSet granted, Set<ShardId> handingOver) {
    public Holding {
        handingOver = Set.copyOf(handingOver);
    }

    boolean includes(ShardId shard) {
        return granted.contains(shard) || handingOver.contains(shard);
    }
}
