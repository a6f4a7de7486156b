package io.shardbeat.coordinator.heartbeat;

import io.shardbeat.coordinator.Heartbeat;

/** Is told what heartbeats show; metrics hang on it. Called on the hot path: must not block and must not throw. */
public interface HeartbeatListener {
    /** For those who need not know. */
    HeartbeatListener NOBODY = new HeartbeatListener() {};

    /** A member's heartbeat was answered with its grant. */
    default void granted(Heartbeat heartbeat) {}

    /** Somebody who is no member reports shards: it may have been working on what others have since. */
    default void returned(Heartbeat heartbeat) {}
}
