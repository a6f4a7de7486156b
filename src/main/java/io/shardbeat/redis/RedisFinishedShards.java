package io.shardbeat.redis;

import io.shardbeat.assignment.ShardId;
import io.shardbeat.coordinator.FinishedShards;
import io.shardbeat.group.GroupId;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What groups have read to the end, beside their other keys. */
final class RedisFinishedShards implements FinishedShards {
    private static final LuaScript FINISH_SHARD = LuaScript.named("finish_shard");
    private static final String NOT_FINISHED = "";

    private final RedisPipeline redis;

    RedisFinishedShards(RedisPipeline redis) {
        this.redis = redis;
    }

    @Override
    public CompletionStage<Boolean> mark(GroupId group, ShardId shard, long topicCreatedMillis) {
        return set(group, shard, Long.toString(topicCreatedMillis));
    }

    @Override
    public CompletionStage<Boolean> unmark(GroupId group, ShardId shard) {
        return set(group, shard, NOT_FINISHED);
    }

    private CompletionStage<Boolean> set(GroupId group, ShardId shard, String value) {
        GroupKeys keys = new GroupKeys(group);
        RedisCall call =
                FINISH_SHARD.call(List.of(keys.group, keys.finished, keys.due), keys.path, Records.shard(shard), value);
        return redis.send(call).thenApply(reply -> reply != null);
    }
}
