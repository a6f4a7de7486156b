package io.shardbeat.sls.group;

import io.shardbeat.assignment.ShardSet;
import io.shardbeat.coordinator.ShardSetCodec;
import io.shardbeat.group.GroupId;
import io.shardbeat.sls.call.Call;
import io.shardbeat.sls.wire.CallRefused;
import jakarta.inject.Singleton;
import java.util.function.ToIntFunction;

/**
 * Keeps reports and grants in the form of the wire: an array of the shard numbers of the group's logstore, or an object of
 * such arrays where a group belongs to the project.
 */
@Singleton
public class SlsShardSetCodec implements ShardSetCodec {
    @Override
    public String dialect() {
        return Call.DIALECT;
    }

    /** Who consumes a group consumes all of it, whatever the report lists. */
    @Override
    public boolean reportsSubscribe() {
        return false;
    }

    @Override
    public byte[] encode(GroupId group, ShardSet shards) {
        if (group.scope().isEmpty()) {
            return LogstoreShards.encode(shards);
        }
        int[] numbers = shards.numbers(group.scope());
        if (numbers.length != shards.size()) {
            throw new IllegalStateException(
                    "group " + group + " may only hold shards of its logstore, was given " + shards.topics());
        }
        return ShardNumbers.encode(numbers, numbers.length);
    }

    /** Of a logstore's shards the last number is the greatest: the others need not be read. */
    @Override
    public boolean isWithin(GroupId group, byte[] set, ToIntFunction<String> sizes) {
        if (group.scope().isEmpty()) {
            return ShardSetCodec.super.isWithin(group, set, sizes);
        }
        int last = 0;
        int power = 1;
        int at = set.length - 2;
        while (at > 0 && set[at] >= '0' && set[at] <= '9') {
            last += (set[at--] - '0') * power;
            power *= 10;
        }
        return power == 1 || last < sizes.applyAsInt(group.scope());
    }

    /** Names the group's logstore even when it lists no shard of it: every member of the group consumes it. */
    @Override
    public ShardSet decode(GroupId group, byte[] bytes) {
        try {
            return group.scope().isEmpty()
                    ? LogstoreShards.parse(bytes)
                    : ShardSet.of(group.scope(), ShardArray.parse(bytes).numbers());
        } catch (CallRefused e) {
            throw new IllegalStateException(
                    "group " + group + " has a stored shard set that is none: " + e.reason(), e);
        }
    }
}
