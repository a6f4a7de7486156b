package io.shardbeat.redis;

import io.shardbeat.coordinator.StoreHealth;
import io.shardbeat.redis.link.RedisPipeline;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A Redis that evicts would silently delete ownership: only {@code noeviction} will do. */
public final class RedisHealth implements StoreHealth {
    private static final String FIELD = "maxmemory_policy:";

    private final RedisPipeline redis;

    public RedisHealth(RedisPipeline redis) {
        this.redis = redis;
    }

    @Override
    public CompletionStage<Optional<String>> problem() {
        return redis.sendToAll(Request.cmd(Command.INFO).arg("memory"))
                .thenApply(replies -> replies.stream()
                        .flatMap(reply -> problemIn(reply.toString()).stream())
                        .findFirst());
    }

    static Optional<String> problemIn(String info) {
        int at = info.indexOf(FIELD);
        if (at < 0) {
            return Optional.empty();
        }
        String policy = info.substring(at + FIELD.length()).split("\\s", 2)[0];
        return policy.equals("noeviction")
                ? Optional.empty()
                : Optional.of("Redis has maxmemory-policy " + policy + ", must be noeviction: it may delete ownership");
    }
}
