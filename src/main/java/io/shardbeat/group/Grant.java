package io.shardbeat.group;

import io.shardbeat.assignment.ShardSet;

/**
 * What a member may hold.
 *
 * @param shards the shards, and the topics it subscribes to
 * @param handingOver whether a shard it held is in hand-over: then its reports are evidence and kept with more care
 * @param confirmedAt while ownership is rebuilt, the epoch at which the rebuild began if the member's reports agree with
 *     this grant; else 0. A grant confirmed for one rebuild means nothing to the next
 */
public record Grant(ShardSet shards, boolean handingOver, long confirmedAt) {
    public static final Grant NOTHING = new Grant(ShardSet.EMPTY, false);

    /** A grant at ordinary times. */
    public Grant(ShardSet shards, boolean handingOver) {
        this(shards, handingOver, 0);
    }
}
