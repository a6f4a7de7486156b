package io.shardbeat.redis.group;

import io.shardbeat.redis.link.RedisCall;
import io.shardbeat.redis.link.RedisPipeline;
import io.vertx.redis.client.Response;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** How a pass' commit gets into Redis. */
public interface CommitWay {
    /** @param quiet nothing is decided by it: only when the group is looked at next */
    CompletionStage<@Nullable Response> send(RedisCall commit, boolean quiet);

    /** Done when the master has it; replicas get it when they do. */
    static CommitWay toMaster(RedisPipeline redis) {
        return (commit, quiet) -> redis.send(commit);
    }
}
