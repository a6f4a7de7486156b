package io.shardbeat.redis.link;

import io.shardbeat.coordinator.StoreTraces;
import io.shardbeat.coordinator.StoreTraces.StoreTrace;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One command on its way to Redis. */
public final class RedisCall {
    final Request request;
    /** What to send instead when the server does not know the script; {@code null} for plain commands. */
    final @Nullable Supplier<Request> onNoScript;

    /** One of its keys, {@code String} or {@code byte[]}, which tells its slot in a cluster; {@code null} when it has none. */
    public final @Nullable Object key;

    /** How often it was sent another way, or again, than the first one: in a cluster, or since a script was forgotten. */
    public int detours;

    /** Whether heartbeats of the group whose key this is may be answered differently afterwards. */
    final boolean changesGroup;

    /** Not sent, and answered with nil, once this is false: what the call rests on was true of another connection. */
    public @Nullable BooleanSupplier onlyWhile;

    public final CompletableFuture<@Nullable Response> reply = new CompletableFuture<>();

    private final @Nullable String script;
    private boolean begun;
    private @Nullable StoreTrace trace;

    public RedisCall(Request request, @Nullable Supplier<Request> onNoScript, @Nullable Object key) {
        this(null, request, onNoScript, key, false);
    }

    /** @param script its name; {@code null} for plain commands */
    RedisCall(
            @Nullable String script,
            Request request,
            @Nullable Supplier<Request> onNoScript,
            @Nullable Object key,
            boolean changesGroup) {
        this.script = script;
        this.request = request;
        this.onNoScript = onNoScript == null
                ? null
                : () -> {
                    detours++;
                    return onNoScript.get();
                };
        this.key = key;
        this.changesGroup = changesGroup;
    }

    /** By whom it was asked for is known where it is sent first; a detour is none of its own. */
    void begin(StoreTraces traces) {
        if (!begun) {
            begun = true;
            trace = traces.begin(this);
        }
    }

    void answer(@Nullable Response answer) {
        if (trace == null) {
            reply.complete(answer);
        } else {
            trace.ended(null, () -> reply.complete(answer));
        }
    }

    void fail(Throwable failure) {
        if (trace == null) {
            reply.completeExceptionally(failure);
        } else {
            trace.ended(failure, () -> reply.completeExceptionally(failure));
        }
    }

    /** The script's name, or the command's. */
    @Override
    public String toString() {
        return script == null ? request.command().toString() : script;
    }

    /** Whether it costs Redis more than a plain command does. */
    boolean isScript() {
        return script != null;
    }

    /** Whether it must not be sent any more. */
    boolean isVoid() {
        return onlyWhile != null && !onlyWhile.getAsBoolean();
    }

    /** A plain command, whose first argument is its only key, or one of several in one slot. */
    public static RedisCall of(Command command, Object... args) {
        Request request = Request.cmd(command);
        for (Object arg : args) {
            request.arg(arg.toString());
        }
        return new RedisCall(request, null, args.length == 0 ? null : args[0]);
    }
}
