package io.shardbeat.redis.link;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import java.util.Deque;
import org.jboss.logging.Logger;

/** A connection on its way: it is open once the server knows the scripts, and is known to be one that may be used. */
final class Connecting implements PipelinedConnection.State {
    private static final Logger LOG = Logger.getLogger(Connecting.class);

    private final PipelinedConnection owner;
    private final ServerContext server;
    private final Redis client;
    private final long sinceNanos = System.nanoTime();

    Connecting(PipelinedConnection owner, ServerContext server) {
        this.owner = owner;
        this.server = server;
        this.client = server.client();
    }

    void connect() {
        client.connect()
                .compose(open -> {
                    Future<?> scripts = loadScripts(open);
                    return server.begin(open)
                            .recover(why -> Future.failedFuture(reason(why, scripts)))
                            .map(open);
                })
                .onComplete(result -> owner.runOnLoop(() -> connected(result)));
    }

    private void connected(AsyncResult<RedisConnection> result) {
        if (!owner.is(this)) {
            return; // given up on, and closed, meanwhile
        }
        if (result.failed()) {
            owner.cannotConnect(server.unusable(result.cause()));
            return;
        }
        owner.connected(client, result.result());
    }

    /**
     * Ahead of everything else, so that no batch meets a script the server does not know: such a batch fails as a
     * whole and is sent again, and what of it had been carried out is then carried out twice.
     */
    private static Future<?> loadScripts(RedisConnection open) {
        return open.batch(LuaScript.loads())
                .onFailure(failure -> LOG.debugf("scripts not loaded: %s", failure.getMessage()));
    }

    /** A script is not there because it was not taken: then that is what is wrong, and it may pass. */
    private static Throwable reason(Throwable why, Future<?> scripts) {
        return RedisDiagnosis.lacksScript(why) && scripts.failed() ? scripts.cause() : why;
    }

    @Override
    public void flush(Deque<RedisCall> queue) {
        // Sent once it is open.
    }

    @Override
    public void check(long deadlineNanos) {
        if (sinceNanos < deadlineNanos) {
            owner.cannotConnect(RedisDiagnosis.silent(server.name(), owner.timeout()));
        }
    }

    @Override
    public void end() {
        client.close();
    }
}
