package io.shardbeat.sls;

import io.shardbeat.assignment.ShardSet;
import io.shardbeat.coordinator.ShardSetCodec;
import io.shardbeat.group.GroupId;
import jakarta.enterprise.context.ApplicationScoped;

/** Keeps reports and grants in the form of the wire: an array of the shard numbers of the group's logstore. */
@ApplicationScoped
public class SlsShardSetCodec implements ShardSetCodec {
    @Override
    public String dialect() {
        return Call.DIALECT;
    }

    @Override
    public byte[] encode(GroupId group, ShardSet shards) {
        int[] numbers = shards.numbers(logstore(group));
        if (numbers.length != shards.size()) {
            throw new IllegalStateException(
                    "group " + group + " may only hold shards of its logstore, was given " + shards.topics());
        }
        return ShardNumbers.encode(numbers, numbers.length);
    }

    /** Names the logstore even when it lists no shard of it: every member of the group consumes it. */
    @Override
    public ShardSet decode(GroupId group, byte[] bytes) {
        try {
            return ShardSet.of(logstore(group), ShardArray.parse(bytes).numbers());
        } catch (CallRefused e) {
            throw new IllegalStateException(
                    "group " + group + " has a stored shard set that is none: " + e.reason(), e);
        }
    }

    private static String logstore(GroupId group) {
        if (group.scope().isEmpty()) {
            throw new IllegalStateException("group " + group + " belongs to no logstore: not supported");
        }
        return group.scope();
    }
}
