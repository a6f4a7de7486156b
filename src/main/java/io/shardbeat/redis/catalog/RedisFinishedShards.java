package io.shardbeat.redis.catalog;

import io.shardbeat.assignment.ShardId;
import io.shardbeat.coordinator.catalog.FinishedShards;
import io.shardbeat.group.GroupId;
import io.shardbeat.redis.format.GroupKeys;
import io.shardbeat.redis.format.Millis;
import io.shardbeat.redis.format.Records;
import io.shardbeat.redis.link.LuaScript;
import io.shardbeat.redis.link.RedisCall;
import io.shardbeat.redis.link.RedisPipeline;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What groups have read to the end, beside their other keys. */
public final class RedisFinishedShards implements FinishedShards {
    private static final LuaScript FINISH_SHARD = LuaScript.named("finish_shard");
    private static final String NOT_FINISHED = "";

    private final RedisPipeline redis;

    public RedisFinishedShards(RedisPipeline redis) {
        this.redis = redis;
    }

    @Override
    public CompletionStage<Boolean> mark(GroupId group, ShardId shard, Instant topicCreated) {
        return set(group, shard, Millis.text(topicCreated));
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
