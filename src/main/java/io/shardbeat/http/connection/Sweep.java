package io.shardbeat.http.connection;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The connections of one event loop, looked at once a second. So a deadline costs a request nothing but the writing down
 * of a number. Not thread-safe: each event loop has its own.
 */
final class Sweep {
    private static final FastThreadLocal<Sweep> OF_THREAD = new FastThreadLocal<>();

    private final Set<ConnectionGuard> connections = new HashSet<>();
    /** Those that have not sent a request yet, the oldest first. */
    private final Set<ConnectionGuard> untried = new LinkedHashSet<>();

    private int seconds;

    private Sweep() {}

    static Sweep of(EventExecutor loop) {
        Sweep sweep = OF_THREAD.get();
        if (sweep == null) {
            sweep = new Sweep();
            OF_THREAD.set(sweep);
            loop.scheduleAtFixedRate(sweep::look, 1, 1, TimeUnit.SECONDS);
        }
        return sweep;
    }

    void add(ConnectionGuard connection) {
        connections.add(connection);
        untried.add(connection);
    }

    void remove(ConnectionGuard connection) {
        connections.remove(connection);
        untried.remove(connection);
    }

    void hasSentRequest(ConnectionGuard connection) {
        untried.remove(connection);
    }

    /** Ends the oldest connection without a request, so that who only holds its place keeps nobody out. */
    boolean displaceOne() {
        for (ConnectionGuard oldest : untried) {
            untried.remove(oldest);
            oldest.givesItsPlaceAway();
            return true;
        }
        return false;
    }

    /** Seconds since the first connection of this event loop, as of the last look. */
    int now() {
        return seconds;
    }

    private void look() {
        seconds++;
        // Closing one takes it out of the set.
        for (ConnectionGuard connection : connections.toArray(new ConnectionGuard[0])) {
            connection.lookAt(seconds);
        }
    }
}
