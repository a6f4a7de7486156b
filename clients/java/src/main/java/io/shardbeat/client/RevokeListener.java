package io.shardbeat.client;

/** Ends work on a shard. */
@FunctionalInterface
public interface RevokeListener {
    /**
     * Stop working on the shard, save what has to be saved, and return when all of that is over: until then the shard is
     * reported as held, and nobody else gets it as long as heartbeats are answered. One that throws counts as over.
     *
     * <p>When heartbeats are not answered there is a deadline, one heartbeat interval after the call: the coordinator may
     * hand the shard on then, whether this has returned or not.
     *
     * @param shard its number
     */
    void revoked(int shard);
}
