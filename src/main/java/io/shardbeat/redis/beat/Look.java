package io.shardbeat.redis.beat;

import io.shardbeat.redis.link.ConnectionScope;
import io.shardbeat.redis.link.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One look at a bucket, or at a group's head, for all leases that are written in the turn of the event loop that asks for
 * it, and for a moment after that. It is sent behind those of the turn, over the same connection: what it finds was so when
 * they were written, or has changed since. For those that come later it is as old as it is (ADR 0021).
 *
 * @param <T> what is found
 */
final class Look<T> {
    /** For this long others join it, unless this node changes a group of the bucket. */
    static final long LASTS_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /** Redis may be late: nobody is answered by an older one than this. */
    static final long LASTS_AT_MOST_NANOS = 2 * LASTS_NANOS;

    private final BucketView bucket;
    private final Link link;
    private final byte[] key;
    private final Supplier<CompletionStage<@Nullable T>> read;
    private final @Nullable ConnectionScope connection;
    private final List<Waiting<T>> waiting = new ArrayList<>();

    private enum State {
        GATHERS,
        SENT,
        FOUND,
        ENDED
    }

    private State state = State.GATHERS;
    private @Nullable T found;
    private @Nullable Throwable failure;
    private long sentNanos;
    /** How often this node had changed groups of the bucket when it was sent. */
    private int changes;

    /**
     * @param key what is looked at
     * @param read sends what reads it; finds {@code null} when that went another way than the link's own connection
     */
    Look(BucketView bucket, Link link, byte[] key, Supplier<CompletionStage<@Nullable T>> read) {
        this.bucket = bucket;
        this.link = link;
        this.key = key;
        this.read = read;
        connection = link.scope(key);
        link.beforeFlush(key, this::send);
    }

    /** Who has written a lease. */
    interface Waiting<T> {
        /**
         * @param found {@code null} when the connection that was looked over has ended
         * @param failure Redis did not say; {@code null} when it did
         */
        void looked(@Nullable T found, @Nullable Throwable failure);
    }

    /** Whether it has not been sent yet, so that it comes behind whatever this turn of the event loop sends. */
    boolean gathers() {
        return state == State.GATHERS;
    }

    /** Whether it says enough, for those that come now. */
    boolean lasts() {
        return gathers() || state != State.ENDED && isYoungerThan(LASTS_NANOS);
    }

    boolean isYoungerThan(long nanos) {
        return bucket.changes() == changes && bucket.nanoTime() - sentNanos <= nanos;
    }

    /** {@code null} before it is known. */
    @Nullable T found() {
        return found;
    }

    /** What it found is told now, or when it is known. */
    void tell(Waiting<T> beat) {
        if (state == State.GATHERS || state == State.SENT) {
            waiting.add(beat);
        } else {
            beat.looked(found, failure);
        }
    }

    /** Over another connection than the leases it would say nothing: their slot may have moved since they were sent. */
    private void send() {
        state = State.SENT;
        changes = bucket.changes();
        sentNanos = bucket.nanoTime();
        if (bucket.isTrue() && link.scope(key) == connection) {
            read.get().whenComplete(this::looked);
        } else {
            looked(null, null);
        }
    }

    private void looked(@Nullable T what, @Nullable Throwable refused) {
        state = what == null ? State.ENDED : State.FOUND;
        found = what;
        failure = refused;
        for (Waiting<T> beat : waiting) {
            beat.looked(what, refused);
        }
        waiting.clear();
    }
}
