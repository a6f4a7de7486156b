package io.shardbeat.group;

import io.shardbeat.assignment.ShardSet;

/**
 * What a member may hold.
 *
 * @param shards the shards, and the topics it subscribes to
 * @param handingOver whether a shard it held is in hand-over: then its reports are evidence and kept with more care
 */
public record Grant(ShardSet shards, boolean handingOver) {
    public static final Grant NOTHING = new Grant(ShardSet.EMPTY, false);
}
