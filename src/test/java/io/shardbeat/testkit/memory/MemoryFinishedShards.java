package io.shardbeat.testkit.memory;

import io.shardbeat.assignment.ShardId;
import io.shardbeat.coordinator.catalog.FinishedShards;
import io.shardbeat.group.GroupId;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** What groups have finished, in memory; every group exists. */
public final class MemoryFinishedShards implements FinishedShards {
    private final Map<GroupId, Set<ShardId>> finished = new ConcurrentHashMap<>();

    public Set<ShardId> of(GroupId group) {
        return finished.computeIfAbsent(group, g -> ConcurrentHashMap.newKeySet());
    }

    @Override
    public CompletionStage<Boolean> mark(GroupId group, ShardId shard, Instant topicCreated) {
        of(group).add(shard);
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public CompletionStage<Boolean> unmark(GroupId group, ShardId shard) {
        of(group).remove(shard);
        return CompletableFuture.completedFuture(true);
    }
}
