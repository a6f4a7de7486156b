package io.shardbeat.redis.link;

import io.shardbeat.coordinator.StoreUnavailableException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The Redis connection of one event loop. What is sent during one turn of the loop goes out as one pipelined batch when
 * the turn ends (ADR 0004). Every call is answered within the timeout: by Redis or by failing.
 *
 * <p>It is idle until something is to be sent, then connecting, then open until it breaks, and idle again. Only touched
 * on its own event loop.
 */
final class PipelinedConnection implements Link {
    private static final Logger LOG = Logger.getLogger(PipelinedConnection.class);

    private static final int CHECKS_PER_TIMEOUT = 8;

    private final ServerContext server;
    private final Context context;
    private final RedisLimits limits;
    private final long checkMillis;
    private final long timer;
    private final Deque<RedisCall> queue = new ArrayDeque<>();
    private final Deque<Runnable> last = new ArrayDeque<>();
    /** Queued and in flight. */
    private int pending;

    private boolean flushing;
    /** While the last of a turn is done. */
    private boolean endsTurn;

    private State state = new Idle();

    /** What the way to the server is now. */
    sealed interface State permits Idle, Connecting, OpenConnection {
        /** What has gathered during a turn of the event loop: sends it, or sees to it that it will be sent. */
        void flush(Deque<RedisCall> queue);

        /** What was begun before the deadline has taken too long. */
        default void check(long deadlineNanos) {}

        /** Another connection to the server was silent since then. */
        default void doubt(long sinceNanos) {}

        default @Nullable ConnectionScope scope() {
            return null;
        }

        /** Another state follows. */
        default void end() {}
    }

    PipelinedConnection(ServerContext server, Context context, RedisLimits limits) {
        this.server = server;
        this.context = context;
        this.limits = limits;
        this.checkMillis = Math.max(1, limits.timeout().toMillis() / CHECKS_PER_TIMEOUT);
        server.links().add(this);
        timer = context.owner().setPeriodic(checkMillis, tick -> runOnLoop(this::check));
    }

    @Override
    public void send(RedisCall call) {
        call.begin(limits.traces());
        if (pending >= limits.maxInFlight() && !endsTurn) {
            fail(call, RedisFailures.overloaded(limits.maxInFlight()));
            return;
        }
        pending++;
        queue.add(call);
        flushLater();
    }

    @Override
    public void beforeFlush(byte[] key, Runnable last) {
        this.last.add(last);
        flushLater();
    }

    private void flushLater() {
        if (!flushing) {
            flushing = true;
            runOnLoop(this::flush);
        }
    }

    @Override
    public @Nullable ConnectionScope scope(byte[] key) {
        return state.scope();
    }

    @Override
    public void sendToAll(RedisBroadcast command) {
        command.over(List.of(this));
    }

    /** Ends for good; what is under way fails. */
    void close() {
        context.owner().cancelTimer(timer);
        server.links().remove(this);
        become(new Idle());
        failQueued(RedisFailures.unreachable("the server is no master any more", null));
    }

    private void flush() {
        endsTurn = true;
        Runnable next;
        while ((next = last.poll()) != null) {
            next.run();
        }
        endsTurn = false;
        flushing = false;
        if (!queue.isEmpty()) {
            state.flush(queue);
        }
    }

    private void check() {
        state.check(System.nanoTime() - limits.timeout().toNanos());
    }

    private void become(State next) {
        State former = state;
        state = next;
        former.end();
    }

    private void cannotConnect(StoreUnavailableException failure) {
        become(new Idle());
        failQueued(failure);
        server.lost();
    }

    private void failQueued(StoreUnavailableException failure) {
        Collection<RedisCall> calls = List.copyOf(queue);
        queue.clear();
        failAll(calls, failure);
    }

    private void fail(RedisCall call, StoreUnavailableException failure) {
        limits.listener().failed(failure.reason());
        call.fail(failure);
    }

    // For the states

    void runOnLoop(Runnable task) {
        context.runOnContext(v -> task.run());
    }

    void atNextCheck(Runnable task) {
        context.owner().setTimer(checkMillis, timer -> runOnLoop(task));
    }

    void heard(int answers, long sentNanos) {
        limits.listener().answered(answers, System.nanoTime() - sentNanos);
    }

    void answered(RedisCall call, @Nullable Response reply) {
        pending--;
        call.answer(reply);
    }

    void failed(RedisCall call, StoreUnavailableException failure) {
        pending--;
        fail(call, failure);
    }

    void failAll(Collection<RedisCall> calls, StoreUnavailableException failure) {
        calls.forEach(call -> failed(call, failure));
    }

    /** The server said no: the call goes another way, or has failed. */
    void refused(OpenConnection by, RedisCall call, Throwable cause) {
        pending--;
        if (cause instanceof ErrorType refusal && server.redirects(call, refusal)) {
            return;
        }
        fail(call, RedisFailures.refused(cause));
        if (RedisFailures.isReplica(cause)) {
            ended(by); // it may be a primary again one day, without the writes of the one in between
        }
    }

    /** The connection has answered nothing since then: those beside it to the same server are doubted, and it is given up. */
    void silent(OpenConnection connection, long sinceNanos) {
        server.links().forEach(link -> link.runOnLoop(() -> link.state.doubt(sinceNanos)));
        ended(connection);
    }

    void ended(OpenConnection connection) {
        if (state == connection) {
            become(new Idle());
            server.lost();
        }
    }

    private final class Idle implements State {
        @Override
        public void flush(Deque<RedisCall> queue) {
            Connecting connecting = new Connecting(server.client());
            become(connecting);
            connecting.connect();
        }
    }

    private final class Connecting implements State {
        private final Redis client;
        private final long sinceNanos = System.nanoTime();

        private Connecting(Redis client) {
            this.client = client;
        }

        private void connect() {
            client.connect()
                    .compose(open -> {
                        Future<?> scripts = loadScripts(open);
                        return server.begin(open)
                                .recover(why -> Future.failedFuture(reason(why, scripts)))
                                .map(open);
                    })
                    .onComplete(result -> runOnLoop(() -> connected(result)));
        }

        private void connected(AsyncResult<RedisConnection> result) {
            if (state != this) {
                return; // given up on, and closed, meanwhile
            }
            if (result.failed()) {
                cannotConnect(server.unusable(result.cause()));
                return;
            }
            state = new OpenConnection(PipelinedConnection.this, client, result.result());
            state.flush(queue);
        }

        /**
         * Ahead of everything else, so that no batch meets a script the server does not know: such a batch fails as a
         * whole and is sent again, and what of it had been carried out is then carried out twice.
         */
        private Future<?> loadScripts(RedisConnection open) {
            return open.batch(LuaScript.loads())
                    .onFailure(failure -> LOG.debugf("scripts not loaded: %s", failure.getMessage()));
        }

        /** A script is not there because it was not taken: then that is what is wrong, and it may pass. */
        private Throwable reason(Throwable why, Future<?> scripts) {
            return RedisDiagnosis.lacksScript(why) && scripts.failed() ? scripts.cause() : why;
        }

        @Override
        public void flush(Deque<RedisCall> queue) {
            // Sent once it is open.
        }

        @Override
        public void check(long deadlineNanos) {
            if (sinceNanos < deadlineNanos) {
                cannotConnect(RedisDiagnosis.silent(server.name(), limits.timeout()));
            }
        }

        @Override
        public void end() {
            client.close();
        }
    }
}
