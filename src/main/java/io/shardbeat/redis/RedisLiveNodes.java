package io.shardbeat.redis;

import io.shardbeat.coordinator.LiveNodes;
import io.shardbeat.redis.format.Keys;
import io.shardbeat.redis.format.Millis;
import io.shardbeat.redis.format.NodeRecord;
import io.shardbeat.redis.link.LuaScript;
import io.shardbeat.redis.link.RedisCall;
import io.shardbeat.redis.link.RedisPipeline;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Live nodes in Redis, by Redis time. */
final class RedisLiveNodes implements LiveNodes {
    private static final LuaScript BEAT_NODE = LuaScript.named("beat_node");
    private static final int PARTS = 3;

    private final RedisPipeline redis;

    RedisLiveNodes(RedisPipeline redis) {
        this.redis = redis;
    }

    @Override
    public CompletionStage<View> beat(String node, About about, Duration ttl) {
        return redis.send(BEAT_NODE.call(
                        List.of(Keys.nodes(), Keys.nodesAbout()),
                        node,
                        Long.toString(ttl.toMillis()),
                        NodeRecord.encode(about)))
                .thenApply(this::view);
    }

    private View view(@Nullable Response reply) {
        if (reply == null) {
            return View.NOBODY;
        }
        List<LiveNode> nodes = new ArrayList<>();
        boolean allCount = true;
        for (int i = 1; i + PARTS <= reply.size(); i += PARTS) {
            String record = reply.get(i + 2).toString();
            allCount &= NodeRecord.countsChanges(record);
            nodes.add(new LiveNode(
                    reply.get(i).toString(),
                    NodeRecord.decode(record),
                    Instant.ofEpochMilli(
                            Math.round(Double.parseDouble(reply.get(i + 1).toString())))));
        }
        redis.changes().counted(allCount, System.nanoTime());
        return new View(Millis.time(reply.get(0).toString()), nodes);
    }

    @Override
    public CompletionStage<Void> leave(String node) {
        return redis.sendAll(List.of(
                        RedisCall.of(Command.ZREM, Keys.nodes(), node),
                        RedisCall.of(Command.HDEL, Keys.nodesAbout(), node)))
                .thenApply(replies -> null);
    }
}
