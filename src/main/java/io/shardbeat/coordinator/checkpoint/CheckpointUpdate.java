package io.shardbeat.coordinator.checkpoint;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.group.GroupId;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Checkpoints to be saved together.
 *
 * @param group the group they belong to
 * @param member who saves them; {@code null} for somebody outside the group, who must force
 * @param values per shard the checkpoint
 * @param forced whether they are saved whoever holds the shards
 * @param sentAtSeconds the client's clock when it sent them, in seconds since 1970; 0 when not known
 * @param request the id of the call, made up when it is first asked for
 */
public record CheckpointUpdate(
        GroupId group,
        @Nullable MemberId member,
        Map<ShardId, String> values,
        boolean forced,
        long sentAtSeconds,
        Supplier<String> request) {
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

    /** By a call without an id. */
    public CheckpointUpdate(
            GroupId group, @Nullable MemberId member, Map<ShardId, String> values, boolean forced, long sentAtSeconds) {
        this(group, member, values, forced, sentAtSeconds, () -> "-");
    }

    Saver saver() {
        return new Saver(member == null ? "" : member.name(), sentAtSeconds, forced);
    }
}
