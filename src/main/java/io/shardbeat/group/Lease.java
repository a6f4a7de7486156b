package io.shardbeat.group;

import io.shardbeat.assignment.ShardSet;
import java.util.Collection;

/**
 * A member's proof of life, with what it said in its last heartbeat.
 *
 * @param report the shards it said it still holds, and the topics it subscribes to
 * @param answeredEpoch the group's epoch when that heartbeat was answered
 * @param previousEpoch the epoch at which the heartbeat before it was answered: what the member knew when it wrote the
 *     report; 0 when not known (it is only kept while a shard of the member is in hand-over)
 */
public record Lease(ShardSet report, long answeredEpoch, long previousEpoch) {
    /** The same, for a member that consumes these topics too. */
    public Lease subscribedTo(Collection<String> topics) {
        ShardSet wider = report.withTopics(topics);
        return wider == report ? this : new Lease(wider, answeredEpoch, previousEpoch);
    }
}
