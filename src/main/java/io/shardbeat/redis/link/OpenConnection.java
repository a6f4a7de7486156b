package io.shardbeat.redis.link;

import io.vertx.core.AsyncResult;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is open: what has been sent over it and is not answered yet, and when it was last heard of. One that
 * answers, but late, is kept: what Redis carries out it would else carry out for nobody, and all that was learnt over the
 * connection would be lost with it, which makes every heartbeat after that cost more.
 */
final class OpenConnection implements PipelinedConnection.State {
    private static final int BATCH = 512;
    /** In one batch: it is answered as a whole, and tells only then that the connection is alive. */
    private static final int SCRIPTS = 128;

    private final PipelinedConnection owner;
    private final Redis client;
    private final RedisConnection connection;
    private final ConnectionScope scope = new ConnectionScope();
    private final Deque<Batch> inFlight = new ArrayDeque<>();
    /** The connection was alive then: when what it answered last was sent. */
    private long heardNanos = System.nanoTime();
    /** When it answered last. */
    private long answeredNanos = heardNanos;

    OpenConnection(PipelinedConnection owner, Redis client, RedisConnection connection) {
        this.owner = owner;
        this.client = client;
        this.connection = connection;
        connection.exceptionHandler(failure -> owner.runOnLoop(() -> owner.ended(this)));
        connection.endHandler(end -> owner.runOnLoop(() -> owner.ended(this)));
    }

    @Override
    public ConnectionScope scope() {
        return scope;
    }

    @Override
    public void flush(Deque<RedisCall> queue) {
        while (!queue.isEmpty()) {
            Batch batch = new Batch();
            while (!queue.isEmpty() && batch.calls.size() < BATCH && batch.scripts < SCRIPTS) {
                take(queue.remove(), batch);
            }
            if (!batch.calls.isEmpty()) {
                inFlight.add(batch);
                connection.batch(batch.requests()).onComplete(result -> answered(batch, result));
            }
        }
    }

    private void take(RedisCall call, Batch batch) {
        if (call.isVoid()) {
            owner.answered(call, null);
        } else {
            batch.add(call);
        }
    }

    private void answered(Batch batch, AsyncResult<List<Response>> result) {
        if (!inFlight.remove(batch)) {
            return;
        }
        answeredNanos = System.nanoTime();
        if (batch.givenUp) {
            owner.forget(batch.calls.size());
        } else if (result.succeeded()) {
            heardNanos = batch.sentNanos;
            owner.heard(batch.calls.size(), batch.sentNanos);
            List<Response> replies = result.result();
            for (int i = 0; i < batch.calls.size(); i++) {
                owner.answered(batch.calls.get(i), replies.get(i));
            }
        } else if (RedisFailures.isRefusal(result.cause())) {
            batch.calls.forEach(call -> resend(call, call.request, call.onNoScript));
        } else {
            owner.ended(this);
            owner.failAll(batch.calls, RedisFailures.lost(result.cause()));
        }
    }

    /** One failed command fails its whole batch: each is sent again by itself, to learn which one it was. */
    private void resend(RedisCall call, Request request, @Nullable Supplier<Request> onNoScript) {
        Batch single = new Batch();
        single.add(call);
        inFlight.add(single);
        connection.send(request).onComplete(result -> {
            if (!inFlight.remove(single)) {
                return;
            }
            answeredNanos = System.nanoTime();
            if (single.givenUp) {
                owner.forget(1);
            } else if (result.succeeded()) {
                owner.heard(1, single.sentNanos);
                owner.answered(call, result.result());
            } else if (onNoScript != null && RedisFailures.isNoScript(result.cause())) {
                resend(call, onNoScript.get(), null);
            } else {
                owner.refused(this, call, result.cause());
            }
        });
    }

    @Override
    public void check(long deadlineNanos) {
        Batch oldest = inFlight.peek();
        if (oldest != null && oldest.sentNanos < deadlineNanos && answeredNanos < deadlineNanos) {
            owner.silent(this, oldest.sentNanos);
            return;
        }
        for (Batch batch : List.copyOf(inFlight)) {
            if (batch.sentNanos < deadlineNanos && !batch.givenUp) {
                batch.givenUp = true;
                owner.giveUp(batch.calls);
            }
        }
    }

    /**
     * Another connection was silent since then. When the whole way to Redis is broken, this one is, too, and would cost
     * somebody a timeout of their own: unless it is heard of, it is given up.
     */
    @Override
    public void doubt(long sinceNanos) {
        if (heardNanos >= sinceNanos) {
            return;
        }
        if (inFlight.isEmpty()) {
            owner.ended(this);
        } else {
            owner.atNextCheck(() -> {
                if (heardNanos < sinceNanos) {
                    owner.ended(this);
                }
            });
        }
    }

    @Override
    public void end() {
        scope.end();
        client.close();
        Batch batch;
        while ((batch = inFlight.poll()) != null) {
            if (batch.givenUp) {
                owner.forget(batch.calls.size());
            } else {
                owner.failAll(batch.calls, RedisFailures.lost(null));
            }
        }
    }

    private static final class Batch {
        final List<RedisCall> calls = new ArrayList<>();
        final long sentNanos = System.nanoTime();
        /** Whoever asked was told that it took too long. */
        boolean givenUp;

        int scripts;

        void add(RedisCall call) {
            calls.add(call);
            if (call.isScript()) {
                scripts++;
            }
        }

        List<Request> requests() {
            List<Request> requests = new ArrayList<>(calls.size());
            for (RedisCall call : calls) {
                requests.add(call.request);
            }
            return requests;
        }
    }
}
