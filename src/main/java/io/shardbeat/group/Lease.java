package io.shardbeat.group;

import io.shardbeat.assignment.ShardSet;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * A member's proof of life, with what it said in its last heartbeat.
 *
 * @param report the shards it said it still holds, and the topics it subscribes to
 * @param answeredEpoch the group's epoch when that heartbeat was answered
 * @param previousEpoch the epoch at which the heartbeat before it was answered: what the member knew when it wrote the
 *     report; 0 when not known (it is only kept while a shard of the member is in hand-over)
 * @param ends when it ends, in Redis time; {@code null} where that was not read: only of a member that is to be removed
 *     does a pass have to know
 */
public record Lease(
        ShardSet report,
        long answeredEpoch,
        long previousEpoch,
        @Nullable Instant ends) {
    /** One whose end was not read. */
    public Lease(ShardSet report, long answeredEpoch, long previousEpoch) {
        this(report, answeredEpoch, previousEpoch, null);
    }

    public Lease endingAt(@Nullable Instant end) {
        return new Lease(report, answeredEpoch, previousEpoch, end);
    }

    /** The same, for a member that consumes these topics too. */
    public Lease subscribedTo(Collection<String> topics) {
        ShardSet wider = report.withTopics(topics);
        return wider == report ? this : new Lease(wider, answeredEpoch, previousEpoch, ends);
    }
}
