package io.shardbeat.redis;

import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One command on its way to Redis. */
final class RedisCall {
    final Request request;
    /** What to send instead when the server does not know the script; {@code null} for plain commands. */
    final @Nullable Supplier<Request> onNoScript;

    final CompletableFuture<@Nullable Response> reply = new CompletableFuture<>();

    RedisCall(Request request, @Nullable Supplier<Request> onNoScript) {
        this.request = request;
        this.onNoScript = onNoScript;
    }

    static RedisCall of(Request request) {
        return new RedisCall(request, null);
    }
}
