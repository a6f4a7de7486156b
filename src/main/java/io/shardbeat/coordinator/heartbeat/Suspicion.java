package io.shardbeat.coordinator.heartbeat;

/** Why two processes seem to beat under one consumer name. */
public enum Suspicion {
    /** Heartbeats come in turn from two addresses, or from two libraries. */
    SENDERS_IN_TURN,
    /** Two reports come in turn: a single process reports what it was granted and has not stopped, which only goes on. */
    REPORTS_IN_TURN
}
