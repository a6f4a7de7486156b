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
    /** Those on which nobody has been served yet, and no request is under way, the oldest first. */
    private final Set<ConnectionGuard> strangers = new LinkedHashSet<>();
    /** Those whose request may be the first that is served. */
    private final Set<ConnectionGuard> askers = new LinkedHashSet<>();

    private final Handshakes handshakes;
    private int seconds;

    private Sweep(EventExecutor loop) {
        handshakes = new Handshakes(loop, System::nanoTime);
    }

    static Sweep of(EventExecutor loop) {
        Sweep sweep = OF_THREAD.get();
        if (sweep == null) {
            sweep = new Sweep(loop);
            OF_THREAD.set(sweep);
            loop.scheduleAtFixedRate(sweep::look, 1, 1, TimeUnit.SECONDS);
        }
        return sweep;
    }

    Handshakes handshakes() {
        return handshakes;
    }

    void add(ConnectionGuard connection) {
        connections.add(connection);
        strangers.add(connection);
    }

    void remove(ConnectionGuard connection) {
        connections.remove(connection);
        serves(connection);
    }

    void serves(ConnectionGuard connection) {
        strangers.remove(connection);
        askers.remove(connection);
    }

    void asks(ConnectionGuard connection) {
        if (strangers.remove(connection)) {
            askers.add(connection);
        }
    }

    void wasRefused(ConnectionGuard connection) {
        if (askers.remove(connection)) {
            strangers.add(connection);
        }
    }

    /**
     * Ends the oldest connection that served nobody, so that who only holds its place keeps nobody out: of those that say
     * nothing, or of those that ask, whichever are more. So among many of the one kind one of the other has time.
     */
    boolean displaceOne() {
        return askers.size() >= strangers.size()
                ? displaceOne(askers) || displaceOne(strangers)
                : displaceOne(strangers);
    }

    private static boolean displaceOne(Set<ConnectionGuard> from) {
        for (ConnectionGuard oldest : from) {
            from.remove(oldest);
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
