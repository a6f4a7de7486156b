package io.shardbeat.client;

import java.time.Duration;

/** What a member tells its metrics. All methods do nothing unless they are overridden; they must return soon. */
public interface FleetMetrics {
    /** Nobody listens. */
    FleetMetrics NONE = new FleetMetrics() {};

    /**
     * A heartbeat was answered.
     *
     * @param took from its sending
     */
    default void answered(Duration took) {}

    /**
     * A turn of heartbeats, at every address there is, was not answered with a grant.
     *
     * @param reason an {@code errorCode} of the coordinator, or what is wrong with the connection
     */
    default void failed(String reason) {}

    /**
     * Work on a shard begins.
     *
     * @param shard its number
     */
    default void granted(int shard) {}

    /**
     * Work on a shard has ended.
     *
     * @param shard its number
     * @param took how long the {@link RevokeListener} took
     */
    default void revoked(int shard, Duration took) {}

    /**
     * The member gives all shards up by itself, since it was not answered for too long.
     *
     * @param shards how many
     */
    default void fenced(int shards) {}

    /**
     * A listener threw.
     *
     * @param shard of which shard
     * @param problem what it threw
     */
    default void listenerFailed(int shard, Throwable problem) {}

    /**
     * The member has stopped.
     *
     * @param atOnce whether the coordinator took its leave, so that its shards need not wait for the session timeout
     */
    default void left(boolean atOnce) {}
}
