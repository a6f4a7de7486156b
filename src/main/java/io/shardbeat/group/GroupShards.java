package io.shardbeat.group;

import io.shardbeat.assignment.ShardSet;

/**
 * The shards that a group may be given now.
 *
 * @param all every one of them; names every topic of the group
 * @param readOnly those of them that take no new data: they are only read to their end, and balance among themselves
 */
public record GroupShards(ShardSet all, ShardSet readOnly) {
    /** Where nothing was ever split. */
    public static GroupShards open(ShardSet all) {
        return new GroupShards(all, ShardSet.EMPTY);
    }
}
