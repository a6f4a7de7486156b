package io.shardbeat.simulation;

import io.shardbeat.assignment.ShardId;
import java.util.Set;

/**
 * What a client hears.
 *
 * @param kind how it ended
 * @param epoch the group's epoch when it was answered, if granted
 * @param shards the grant, if granted
 */
record Answer(Kind kind, long epoch, Set<ShardId> shards) {
    enum Kind {
        GRANTED,
        /** 400 NotExistConsumerWithBody. */
        REFUSED,
        NO_GROUP,
        /** An error of the service, or no connection. */
        FAILED
    }

    static Answer of(Kind kind) {
        return new Answer(kind, 0, Set.of());
    }

    boolean isGranted() {
        return kind == Kind.GRANTED;
    }
}
