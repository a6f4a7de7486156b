package io.shardbeat.coordinator.catalog;

import io.shardbeat.assignment.ShardId;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.group.GroupId;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/**
 * Which read-only shards a group has read to their end. They are in nobody's grant any more, and what was split from them
 * need not wait for them. Every method may complete with {@link StoreUnavailableException}.
 */
public interface FinishedShards {
    /**
     * Notes that a shard is finished; the group becomes due if that is news. False when there is no such group.
     *
     * @param topicCreated when the shard's topic was created: one that is created anew begins anew
     */
    CompletionStage<Boolean> mark(GroupId group, ShardId shard, Instant topicCreated);

    /** Notes that a shard is to be read again; the group becomes due if that is news. False when there is no such group. */
    CompletionStage<Boolean> unmark(GroupId group, ShardId shard);
}
