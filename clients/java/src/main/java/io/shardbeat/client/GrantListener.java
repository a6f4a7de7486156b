package io.shardbeat.client;

/** Begins work on a shard. */
@FunctionalInterface
public interface GrantListener {
    /**
     * This member may work on the shard from now on. Start the work and return: the shard can be given back, and its
     * {@link RevokeListener} be called, only after this has returned. A start that throws is cleaned up by the
     * {@link RevokeListener} and tried again with the next answer that lists the shard.
     *
     * @param shard its number
     * @param token larger than every token of every earlier holder of the shard. Whatever stores the results should keep
     *     the largest token it has seen of each shard and refuse smaller ones: that alone stops a holder who was paused
     *     and does not know yet that he has lost the shard
     */
    void granted(int shard, long token);
}
