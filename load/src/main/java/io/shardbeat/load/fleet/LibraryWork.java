package io.shardbeat.load.fleet;

import io.shardbeat.load.plan.ClientKind;
import io.shardbeat.load.plan.Shards;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What a consumer of a library works on. Its heartbeats only say what it may hold; its main loop begins and stops with
 * shards, at its turns. One that begins to stop has stopped at the next turn, or when its processing is over.
 */
final class LibraryWork {
    private final ClientKind kind;
    private final long processingNanos;
    private final List<Stopping> stopping = new ArrayList<>();
    private Shards held = Shards.NONE;
    private Shards reported = Shards.NONE;
    private Shards working = Shards.NONE;

    private record Stopping(Shards shards, long until) {}

    /** What a turn of the loop did. */
    record Turn(Shards begun, Shards stopped) {}

    LibraryWork(ClientKind kind, long processingNanos) {
        this.kind = kind;
        this.processingNanos = processingNanos;
    }

    /** What its next heartbeat lists. */
    Shards report() {
        return kind.reportsUntilStopped() ? reported : held;
    }

    Shards working() {
        return working;
    }

    void isGranted(Shards grant) {
        held = grant;
        reported = reported.plus(grant);
    }

    /** Nobody has answered for too long: somebody else may have its shards. */
    void fence() {
        held = Shards.NONE;
        if (kind.emptiesReportWhenFenced()) {
            reported = Shards.NONE;
        }
    }

    Turn turn(long now) {
        Shards stopped = stopped(now);
        working = working.minus(stopped);
        reported = reported.minus(stopped);
        if (kind.reportsUntilStopped()) {
            held = held.minus(stopped); // given back while it was stopping: forgotten until the next answer
        }
        Shards lost = working.minus(held).minus(underWay());
        if (!lost.isEmpty()) {
            stopping.add(new Stopping(lost, now + processingNanos));
        }
        Shards begun = held.minus(working);
        working = working.plus(begun);
        return new Turn(begun, stopped);
    }

    private Shards stopped(long now) {
        Shards stopped = Shards.NONE;
        for (Iterator<Stopping> all = stopping.iterator(); all.hasNext(); ) {
            Stopping next = all.next();
            if (next.until <= now) {
                stopped = stopped.plus(next.shards);
                all.remove();
            }
        }
        return stopped;
    }

    private Shards underWay() {
        Shards all = Shards.NONE;
        for (Stopping next : stopping) {
            all = all.plus(next.shards);
        }
        return all;
    }

    /** As a new process begins. */
    void clear() {
        stopping.clear();
        held = Shards.NONE;
        reported = Shards.NONE;
        working = Shards.NONE;
    }
}
