package io.shardbeat.client;

import io.shardbeat.client.wire.Answer;
import io.shardbeat.client.wire.Connection;
import io.shardbeat.client.wire.Request;
import io.shardbeat.client.wire.Ticker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The nodes, any of which will do. Keeps to the one that answered last; each gets one try within its time limit. */
final class Nodes {
    private final List<Connection> connections;
    private final long attemptNanos;
    private final ScheduledExecutorService timer;
    private int preferred;

    /** @param timer ends tries that take too long; its thread is never blocked by one */
    Nodes(Settings settings, ScheduledExecutorService timer, Ticker ticker) {
        connections = settings.addresses().stream()
                .map(address -> new Connection(address, settings.tls(), ticker))
                .toList();
        attemptNanos = settings.attemptTimeout().toNanos();
        this.timer = timer;
        preferred = settings.consumer().hashCode() & Integer.MAX_VALUE; // members begin at different nodes
    }

    /**
     * Asks one node after another.
     *
     * @param settles whether an answer is the last word, so that no other node need be asked
     * @return such an answer, or the last that came
     * @throws IOException when no node answered at all: what was wrong with the last one
     */
    Answer exchange(Request request, Predicate<Answer> settles) throws IOException {
        Answer last = null;
        IOException problem = null;
        for (int tries = 0; tries < connections.size(); tries++) {
            try {
                last = exchange(request, connections.get(preferred % connections.size()));
                if (settles.test(last)) {
                    return last;
                }
            } catch (IOException e) {
                problem = e;
            }
            preferred = (preferred + 1) % connections.size();
        }
        if (last != null) {
            return last;
        }
        throw problem != null ? problem : new IOException("there is no node");
    }

    void close() {
        connections.forEach(Connection::close);
    }

    private Answer exchange(Request request, Connection connection) throws IOException {
        ScheduledFuture<?> limit = timer.schedule(connection::abort, attemptNanos, TimeUnit.NANOSECONDS);
        try {
            return connection.exchange(request);
        } catch (IOException e) {
            String problem = limit.isDone() ? "no answer within " + Duration.ofNanos(attemptNanos) : e.toString();
            throw new IOException(connection.address() + ": " + problem, e);
        } finally {
            limit.cancel(false);
        }
    }
}
