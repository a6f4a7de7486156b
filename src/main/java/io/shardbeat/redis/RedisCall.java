package io.shardbeat.redis;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One command on its way to Redis. */
final class RedisCall {
    final Request request;
    /** What to send instead when the server does not know the script; {@code null} for plain commands. */
    final @Nullable Supplier<Request> onNoScript;

    /** One of its keys, {@code String} or {@code byte[]}, which tells its slot in a cluster; {@code null} when it has none. */
    final @Nullable Object key;

    /** How often it was sent another way, or again, than the first one; only in a cluster. */
    int detours;

    /** Not sent, and answered with nil, once this is false: what the call rests on was true of another connection. */
    @Nullable BooleanSupplier onlyWhile;

    final CompletableFuture<@Nullable Response> reply = new CompletableFuture<>();

    RedisCall(Request request, @Nullable Supplier<Request> onNoScript, @Nullable Object key) {
        this.request = request;
        this.onNoScript = onNoScript;
        this.key = key;
    }

    /** Whether it must not be sent any more. */
    boolean isVoid() {
        return onlyWhile != null && !onlyWhile.getAsBoolean();
    }

    /** A plain command, whose first argument is its only key, or one of several in one slot. */
    static RedisCall of(Command command, Object... args) {
        Request request = Request.cmd(command);
        for (Object arg : args) {
            request.arg(arg.toString());
        }
        return new RedisCall(request, null, args.length == 0 ? null : args[0]);
    }
}
