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
 * @param sentAtSeconds the client's clock when it sent them, in seconds since 1970; 0 when not known
 */
public record CheckpointUpdate(
        GroupId group, @Nullable MemberId member, Map<ShardId, String> values, boolean forced, long sentAtSeconds) {
    public CheckpointUpdate {
        values = Map.copyOf(values);
        if (member == null && !forced) {
            throw new IllegalArgumentException("checkpoints of " + group + " are saved by a member, or forced");
        }
    }

    /** Sent at a time that is not known. */
    public CheckpointUpdate(GroupId group, @Nullable MemberId member, Map<ShardId, String> values, boolean forced) {
        this(group, member, values, forced, 0);
    }

    Saver saver() {
        return new Saver(member == null ? "" : member.name(), sentAtSeconds, forced);
    }
}
