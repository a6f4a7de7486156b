package io.shardbeat.client;

import io.shardbeat.client.wire.Ticker;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The shards a member works on, and the rules by which it begins and stops. It has no thread and no clock of its own.
 *
 * <p>A shard is here from the answer that grants it until its {@link RevokeListener} has ended, and as long as it is here
 * every heartbeat reports it. The coordinator takes a report without the shard for its release, so nothing may leave
 * sooner. A shard that is granted again while it is being stopped waits for the next answer.
 */
final class Holdings {
    private enum Phase {
        WORKING,
        STOPPING
    }

    private static final long NANOS_PER_MILLI = 1_000_000;

    private record Held(Phase phase, long token) {}

    private final Listeners listeners;
    private final SortedMap<Integer, Held> held = new TreeMap<>();
    private long allowedUntil;
    private boolean isAllowed;
    private boolean isClosed;
    private boolean isAwake;

    Holdings(Listeners listeners) {
        this.listeners = listeners;
    }

    /** What the next heartbeat says. */
    synchronized SortedSet<Integer> report() {
        return new TreeSet<>(held.keySet());
    }

    /** The shards that are worked on, with their tokens. */
    synchronized SortedMap<Integer, Long> working() {
        SortedMap<Integer, Long> working = new TreeMap<>();
        held.forEach((shard, state) -> {
            if (state.phase == Phase.WORKING) {
                working.put(shard, state.token);
            }
        });
        return working;
    }

    /**
     * Does what an answer says.
     *
     * @param now nanoseconds
     * @param allowed how long after its sending the heartbeat allows to work, nanoseconds
     * @return whether it came in time to count
     */
    synchronized boolean answered(Grant grant, long now, long allowed) {
        if (now - grant.sentAt() >= allowed) {
            return false;
        }
        allowedUntil = grant.sentAt() + allowed;
        isAllowed = true;
        stopAllBut(grant.tokens().keySet());
        if (!isClosed) {
            grant.tokens().forEach(this::begin);
        }
        return true;
    }

    /** Whether the last heartbeat that was accepted still allows to work. */
    synchronized boolean isAllowed(long now) {
        return isAllowed && now - allowedUntil < 0;
    }

    /** Stops everything when the last heartbeat that was accepted allows no more. Tells how many shards that were. */
    synchronized int fence(long now) {
        if (!isAllowed || now - allowedUntil < 0) {
            return 0;
        }
        isAllowed = false;
        return stopAllBut(Set.of());
    }

    /** The coordinator does not know the member, or the group: whatever it had may be somebody else's. */
    synchronized void forgotten() {
        isAllowed = false;
        stopAllBut(Set.of());
    }

    /** Stops everything, and begins nothing from now on. */
    synchronized void close() {
        isClosed = true;
        stopAllBut(Set.of());
        wake();
    }

    synchronized boolean isClosed() {
        return isClosed;
    }

    synchronized boolean isEmpty() {
        return held.isEmpty();
    }

    /** What was begun of it is cleaned up, and the next answer begins it again. */
    synchronized void startFailed(int shard) {
        stop(shard);
    }

    synchronized void ended(int shard) {
        held.remove(shard);
        if (held.isEmpty() && (isClosed || !isAllowed)) {
            wake();
        }
    }

    /**
     * Waits, at most so long, but no longer than until a member that gives everything up has stopped its last shard: it can
     * then join again, or leave.
     *
     * @param nanos may be negative, then it does not wait
     */
    synchronized void pause(long nanos, Ticker ticker) throws InterruptedException {
        long end = ticker.nanos() + nanos;
        for (long left = nanos; left > 0 && !isAwake; left = end - ticker.nanos()) {
            wait(Math.max(1, left / NANOS_PER_MILLI));
        }
        isAwake = false;
    }

    private void wake() {
        isAwake = true;
        notifyAll();
    }

    private void begin(int shard, long token) {
        if (held.putIfAbsent(shard, new Held(Phase.WORKING, token)) == null) {
            listeners.start(shard, token);
        }
    }

    private int stopAllBut(Set<Integer> granted) {
        int stopped = 0;
        for (Map.Entry<Integer, Held> entry : List.copyOf(held.entrySet())) {
            if (!granted.contains(entry.getKey()) && stop(entry.getKey())) {
                stopped++;
            }
        }
        return stopped;
    }

    private boolean stop(int shard) {
        Held state = held.get(shard);
        if (state == null || state.phase == Phase.STOPPING) {
            return false;
        }
        held.put(shard, new Held(Phase.STOPPING, state.token));
        listeners.stop(shard);
        return true;
    }
}
