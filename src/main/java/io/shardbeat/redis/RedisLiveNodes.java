package io.shardbeat.redis;

import io.shardbeat.coordinator.LiveNodes;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Live nodes in Redis, by Redis time. */
final class RedisLiveNodes implements LiveNodes {
    private static final LuaScript BEAT_NODE = LuaScript.named("beat_node");

    private final RedisPipeline redis;

    RedisLiveNodes(RedisPipeline redis) {
        this.redis = redis;
    }

    @Override
    public CompletionStage<List<String>> beat(String node, Duration ttl) {
        return redis.send(BEAT_NODE.call(List.of(Keys.nodes()), node, Long.toString(ttl.toMillis())))
                .thenApply(reply -> {
                    List<String> nodes = new ArrayList<>();
                    if (reply != null) {
                        for (Response live : reply) {
                            nodes.add(live.toString());
                        }
                    }
                    return nodes;
                });
    }

    @Override
    public CompletionStage<Void> leave(String node) {
        return redis.send(RedisCall.of(Command.ZREM, Keys.nodes(), node)).thenApply(reply -> null);
    }
}
