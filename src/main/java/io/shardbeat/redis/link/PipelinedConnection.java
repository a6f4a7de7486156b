package io.shardbeat.redis.link;

import io.shardbeat.coordinator.StoreUnavailableException;
import io.vertx.core.Context;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The Redis connection of one event loop. What is sent during one turn of the loop goes out as one pipelined batch when
 * the turn ends (ADR 0004). Every call is answered within the timeout: by Redis or by failing.
 *
 * <p>It is idle until something is to be sent, then connecting, then open until it breaks, and idle again. Only touched
 * on its own event loop.
 */
final class PipelinedConnection implements Link {
    private static final int CHECKS_PER_TIMEOUT = 8;

    private final ServerContext server;
    private final Context context;
    private final RedisLimits limits;
    private final BucketChanges changes;
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

    PipelinedConnection(ServerContext server, Context context, RedisLimits limits, BucketChanges changes) {
        this.server = server;
        this.context = context;
        this.limits = limits;
        this.changes = changes;
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

    void connected(Redis client, RedisConnection connection) {
        state = new OpenConnection(this, client, connection);
        state.flush(queue);
    }

    void cannotConnect(StoreUnavailableException failure) {
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
        changes.ended(call);
        call.fail(failure);
    }

    // For the states

    boolean is(State now) {
        return state == now;
    }

    Duration timeout() {
        return limits.timeout();
    }

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
        changes.ended(call);
        call.answer(reply);
    }

    void failed(RedisCall call, StoreUnavailableException failure) {
        pending--;
        fail(call, failure);
    }

    void failAll(Collection<RedisCall> calls, StoreUnavailableException failure) {
        calls.forEach(call -> failed(call, failure));
    }

    /** They have taken too long on a connection that answers: what comes for them later is nobody's. */
    void giveUp(Collection<RedisCall> calls) {
        calls.forEach(call -> fail(call, RedisFailures.late(limits.timeout())));
    }

    /** What was given up is under way no longer. */
    void forget(int calls) {
        pending -= calls;
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
            Connecting connecting = new Connecting(PipelinedConnection.this, server);
            become(connecting);
            connecting.connect();
        }
    }
}
