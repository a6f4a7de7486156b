package io.shardbeat.load.plan;

/** What a hostile client does for as long as the run goes on, ten times a second, on one connection at a time. */
public enum Attack {
    /** Opens connections and says nothing. */
    IDLE,
    /** Sends a chunked body a byte at a time, and never its end. */
    TRICKLE,
    /** Announces a body, sends a tenth of it, and waits. */
    ENDLESS,
    /** Sends requests without waiting for answers, and reads none. */
    PIPELINE,
    /** Joins as a new member with every heartbeat. */
    FLOOD,
    /** Reports thousands of shards of topics that do not exist. */
    UNKNOWN
}
