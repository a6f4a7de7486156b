package io.shardbeat.coordinator.checkpoint;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.group.GroupId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checkpoints to be saved together.
 *
 * @param group the group they belong to
 * @param member who saves them; {@code null} for somebody outside the group, who must force
 * @param values per shard the checkpoint
 * @param forced whether they are saved whoever holds the shards
 */
public record CheckpointUpdate(GroupId group, @Nullable MemberId member, Map<ShardId, String> values, boolean forced) {
    public CheckpointUpdate {
        values = Map.copyOf(values);
        if (member == null && !forced) {
            throw new IllegalArgumentException("checkpoints of " + group + " are saved by a member, or forced");
        }
    }

    String consumer() {
        return member == null ? "" : member.name();
    }
}
