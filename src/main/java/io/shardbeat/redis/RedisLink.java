package io.shardbeat.redis;

import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.coordinator.StoreUnavailableException.Reason;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The Redis connection of one event loop. What is sent during one turn of the loop goes out as one pipelined batch when
 * the turn ends (ADR 0004). Every call is answered within the timeout: by Redis or by failing.
 *
 * <p>Only touched on its own event loop.
 */
final class RedisLink implements Link {
    private static final Logger LOG = Logger.getLogger(RedisLink.class);

    private static final int BATCH = 512;
    private static final int CHECKS_PER_TIMEOUT = 8;

    private final Surroundings surroundings;
    private final Context context;
    private final RedisLimits limits;
    private final List<RedisLink> all;
    private final long checkMillis;
    private final long timer;
    private final Deque<RedisCall> queue = new ArrayDeque<>();
    private final Deque<Batch> inFlight = new ArrayDeque<>();
    private int pending;
    private boolean flushing;
    private boolean connecting;
    private long connectingSinceNanos;
    /** The connection was alive then: when what it answered last was sent. */
    private long heardNanos;

    private @Nullable Redis client;
    private @Nullable RedisConnection connection;
    /** Of the open connection. */
    private @Nullable SteadyViews views;

    RedisLink(Surroundings surroundings, Context context, RedisLimits limits) {
        this.surroundings = surroundings;
        this.context = context;
        this.limits = limits;
        this.all = surroundings.links();
        this.checkMillis = Math.max(1, limits.timeout().toMillis() / CHECKS_PER_TIMEOUT);
        all.add(this);
        timer = context.owner().setPeriodic(checkMillis, tick -> context.runOnContext(v -> failOverdue()));
    }

    @Override
    public void send(RedisCall call) {
        if (pending >= limits.maxInFlight()) {
            call.reply.completeExceptionally(new StoreUnavailableException(
                    Reason.OVERLOADED, "more than " + limits.maxInFlight() + " Redis commands are under way"));
            return;
        }
        pending++;
        queue.add(call);
        if (!flushing) {
            flushing = true;
            context.runOnContext(v -> flush());
        }
    }

    @Override
    public @Nullable SteadyViews views(byte[] key) {
        return views;
    }

    @Override
    public void sendToAll(RedisBroadcast command) {
        command.over(List.of(this));
    }

    /** Ends for good; what is under way fails. */
    void close() {
        context.owner().cancelTimer(timer);
        all.remove(this);
        if (connection != null) {
            drop(connection);
        }
        connecting = false;
        closeClient();
        failAll(queue, unreachable("the server is no master any more", null));
    }

    private void flush() {
        flushing = false;
        RedisConnection open = connection;
        if (open == null) {
            connect();
            return;
        }
        while (!queue.isEmpty()) {
            Batch batch = new Batch();
            while (!queue.isEmpty() && batch.calls.size() < BATCH) {
                take(queue.remove(), batch);
            }
            if (!batch.calls.isEmpty()) {
                inFlight.add(batch);
                open.batch(batch.requests()).onComplete(result -> answered(open, batch, result));
            }
        }
    }

    private void take(RedisCall call, Batch batch) {
        if (call.isVoid()) {
            pending--;
            call.reply.complete(null);
        } else {
            batch.calls.add(call);
        }
    }

    private void connect() {
        if (connecting) {
            return;
        }
        connecting = true;
        connectingSinceNanos = System.nanoTime();
        Redis fresh = surroundings.client();
        client = fresh;
        fresh.connect()
                .compose(open -> {
                    loadScripts(open);
                    return surroundings.begin(open).map(open);
                })
                .onComplete(result -> context.runOnContext(v -> connected(fresh, result)));
    }

    private void connected(Redis from, AsyncResult<RedisConnection> result) {
        if (client != from) {
            return; // given up on, and closed, meanwhile
        }
        connecting = false;
        if (result.failed()) {
            closeClient();
            failAll(queue, RedisDiagnosis.of(surroundings.address(), result.cause()));
            surroundings.lost();
            return;
        }
        RedisConnection open = result.result();
        open.exceptionHandler(failure -> context.runOnContext(v -> drop(open)));
        open.endHandler(end -> context.runOnContext(v -> drop(open)));
        connection = open;
        heardNanos = System.nanoTime();
        views = new SteadyViews();
        flush();
    }

    /**
     * Ahead of everything else, so that no batch meets a script the server does not know: such a batch fails as a whole
     * and is sent again, and what of it had been carried out is then carried out twice.
     */
    private static void loadScripts(RedisConnection open) {
        open.batch(LuaScript.loads()).onFailure(failure -> LOG.debugf("scripts not loaded: %s", failure.getMessage()));
    }

    private void answered(RedisConnection from, Batch batch, AsyncResult<List<Response>> result) {
        if (!inFlight.remove(batch)) {
            return;
        }
        if (result.succeeded()) {
            heardNanos = batch.sentNanos;
            List<Response> replies = result.result();
            for (int i = 0; i < batch.calls.size(); i++) {
                pending--;
                batch.calls.get(i).reply.complete(replies.get(i));
            }
        } else if (isServerError(result.cause())) {
            batch.calls.forEach(call -> resend(from, call, call.request, call.onNoScript));
        } else {
            drop(from);
            failAll(new ArrayDeque<>(batch.calls), unreachable("Redis connection lost", result.cause()));
        }
    }

    /** One failed command fails its whole batch: each is sent again by itself, to learn which one it was. */
    private void resend(RedisConnection open, RedisCall call, Request request, @Nullable Supplier<Request> onNoScript) {
        Batch single = new Batch();
        single.calls.add(call);
        inFlight.add(single);
        open.send(request).onComplete(result -> {
            if (!inFlight.remove(single)) {
                return;
            }
            if (result.failed() && onNoScript != null && isNoScript(result.cause())) {
                resend(open, call, onNoScript.get(), null);
                return;
            }
            pending--;
            if (result.succeeded()) {
                call.reply.complete(result.result());
            } else if (!(result.cause() instanceof ErrorType refusal && surroundings.redirects(call, refusal))) {
                call.reply.completeExceptionally(refused(result.cause()));
                if (isReplica(result.cause())) {
                    drop(open); // it may be a primary again one day, without the writes of the one in between
                }
            }
        });
    }

    private void failOverdue() {
        long deadline = System.nanoTime() - limits.timeout().toNanos();
        Batch oldest = inFlight.peek();
        if (oldest != null && oldest.sentNanos < deadline && connection != null) {
            all.forEach(link -> link.context.runOnContext(v -> link.doubt(oldest.sentNanos)));
            drop(connection);
        }
        if (connecting && connectingSinceNanos < deadline) {
            connecting = false;
            closeClient();
            failAll(queue, unreachable("no connection to Redis at " + surroundings.address() + " in time", null));
            surroundings.lost();
        }
    }

    /**
     * Another connection was silent since then. When the whole way to Redis is broken, this one is, too, and would cost
     * somebody a timeout of their own: unless it is heard of, it is given up.
     */
    private void doubt(long sinceNanos) {
        RedisConnection doubtful = connection;
        if (doubtful == null || heardNanos >= sinceNanos) {
            return;
        }
        if (inFlight.isEmpty()) {
            drop(doubtful);
        } else {
            context.owner()
                    .setTimer(
                            checkMillis,
                            timer -> context.runOnContext(v -> {
                                if (heardNanos < sinceNanos) {
                                    drop(doubtful);
                                }
                            }));
        }
    }

    private void drop(RedisConnection broken) {
        if (connection != broken) {
            return;
        }
        connection = null;
        if (views != null) {
            views.close();
            views = null;
        }
        closeClient();
        surroundings.lost();
        StoreUnavailableException lost = unreachable("Redis connection lost", null);
        Batch batch;
        while ((batch = inFlight.poll()) != null) {
            failAll(new ArrayDeque<>(batch.calls), lost);
        }
    }

    private void closeClient() {
        if (client != null) {
            client.close();
            client = null;
        }
    }

    private void failAll(Deque<RedisCall> calls, StoreUnavailableException failure) {
        RedisCall call;
        while ((call = calls.poll()) != null) {
            pending--;
            call.reply.completeExceptionally(failure);
        }
    }

    private static StoreUnavailableException unreachable(String what, @Nullable Throwable cause) {
        return new StoreUnavailableException(
                Reason.UNREACHABLE, cause == null ? what : what + ": " + cause.getMessage(), cause);
    }

    /** What a key of another type and a script that cannot read a value say is about what is stored, not about Redis. */
    private static StoreUnavailableException refused(Throwable cause) {
        Reason reason = Reason.UNREACHABLE;
        if (cause instanceof ErrorType error) {
            if (error.is("OOM")) {
                reason = Reason.FULL;
            } else if (error.is("WRONGTYPE") || error.is("ERR")) {
                reason = Reason.DAMAGED;
            }
        }
        return new StoreUnavailableException(reason, "Redis refused: " + cause.getMessage(), cause);
    }

    private static boolean isServerError(Throwable failure) {
        return failure instanceof ErrorType error && !error.is("CONNECTION_CLOSED");
    }

    private static boolean isReplica(Throwable failure) {
        return failure instanceof ErrorType error && error.is("READONLY");
    }

    private static boolean isNoScript(Throwable failure) {
        return failure instanceof ErrorType error && error.is("NOSCRIPT");
    }

    private static final class Batch {
        final List<RedisCall> calls = new ArrayList<>();
        final long sentNanos = System.nanoTime();

        List<Request> requests() {
            List<Request> requests = new ArrayList<>(calls.size());
            for (RedisCall call : calls) {
                requests.add(call.request);
            }
            return requests;
        }
    }
}
