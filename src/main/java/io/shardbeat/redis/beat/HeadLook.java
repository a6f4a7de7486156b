package io.shardbeat.redis.beat;

import io.shardbeat.redis.beat.GroupKeyCache.EncodedKeys;
import io.shardbeat.redis.link.ConnectionScope;
import io.shardbeat.redis.link.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One look at a group's head, for all leases of it that are written in the turn of the event loop that asks for it, and for
 * a moment after that. It is sent behind those of the turn, over the same connection: what it finds was so when they were
 * written, or has changed since. For those that come later it is as old as it is (ADR 0021).
 */
final class HeadLook {
    /** For this long others join it, unless this node changes the group. */
    static final long LASTS_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /** Redis may be late: nobody is answered by an older one than this. */
    static final long LASTS_AT_MOST_NANOS = 2 * LASTS_NANOS;

    private final SteadyView view;
    private final Link link;
    private final EncodedKeys keys;
    private final @Nullable ConnectionScope connection;
    private final List<Waiting> waiting = new ArrayList<>();

    private enum State {
        GATHERS,
        SENT,
        STANDS,
        ENDED
    }

    private State state = State.GATHERS;
    private @Nullable Throwable failure;
    private long sentNanos;
    /** How often this node had changed the group when it was sent. */
    private int changes;

    HeadLook(SteadyView view, Link link, EncodedKeys keys) {
        this.view = view;
        this.link = link;
        this.keys = keys;
        connection = link.scope(keys.group());
    }

    /** Who has written a lease. */
    interface Waiting {
        /**
         * @param stands whether the group is as it was viewed
         * @param failure Redis did not say; {@code null} when it did
         */
        void looked(boolean stands, @Nullable Throwable failure);
    }

    /** Whether it has not been sent yet, so that it comes behind whatever this turn of the event loop sends. */
    boolean gathers() {
        return state == State.GATHERS;
    }

    /** Whether it says enough of a group, for those that come now. */
    boolean lasts() {
        return gathers() || state != State.ENDED && isYoungerThan(LASTS_NANOS);
    }

    boolean isYoungerThan(long nanos) {
        return view.changes() == changes && view.nanoTime() - sentNanos <= nanos;
    }

    /** What it found is told now, or when it is known. */
    void tell(Waiting beat) {
        if (state == State.GATHERS || state == State.SENT) {
            waiting.add(beat);
        } else {
            beat.looked(state == State.STANDS && view.isTrue(), failure);
        }
    }

    /** Over another connection than the leases it would say nothing: their slot may have moved since they were sent. */
    void send() {
        state = State.SENT;
        changes = view.changes();
        sentNanos = view.nanoTime();
        if (view.isTrue() && link.scope(keys.group()) == connection) {
            GroupStamp.read(link, keys, view::isTrue)
                    .whenComplete((now, refused) -> looked(refused == null && view.stands(now), refused));
        } else {
            looked(false, null);
        }
    }

    private void looked(boolean stands, @Nullable Throwable refused) {
        state = stands ? State.STANDS : State.ENDED;
        failure = refused;
        for (Waiting beat : waiting) {
            beat.looked(stands, refused);
        }
        waiting.clear();
    }
}
