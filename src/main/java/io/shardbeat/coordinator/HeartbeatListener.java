package io.shardbeat.coordinator;

import io.shardbeat.group.GroupId;

/** Is told how heartbeats end; metrics hang on it. Called on the hot path: must not block and must not throw. */
public interface HeartbeatListener {
    /** How a heartbeat ended. */
    enum End {
        GRANTED,
        UNKNOWN_GROUP,
        UNKNOWN_MEMBER,
        /** The group has as many members as it may have. */
        TOO_MANY_MEMBERS,
        /** The report has more bytes than one may have. */
        REPORT_TOO_LARGE,
        /** The store has lost writes: the answer waits for a pass, and may be an error. */
        UNSETTLED,
        FAILED
    }

    void ended(GroupId group, End end);

    /** A member's heartbeat was answered with its grant. */
    default void granted(Heartbeat heartbeat) {}
}
