package io.shardbeat.redis.beat;

import io.shardbeat.redis.beat.GroupKeyCache.EncodedKeys;
import io.shardbeat.redis.link.BucketChanges;
import io.shardbeat.redis.link.Link;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a connection knows of one bucket: how much has been changed in it. While that is the same, so is every group of it.
 *
 * <p>Only touched on the event loop of its connection.
 */
final class BucketView {
    private final LongSupplier nanoTime;
    private final BucketChanges changes;
    private final AtomicInteger own;
    private boolean over;
    /** The last one. */
    private @Nullable Look<BucketStamp> look;

    BucketView(int bucket, LongSupplier nanoTime, BucketChanges changes) {
        this.nanoTime = nanoTime;
        this.changes = changes;
        this.own = changes.of(bucket);
    }

    /** The last look, as long as it lasts; then one that follows what is sent in this turn of the event loop. */
    Look<BucketStamp> look(Link link, EncodedKeys keys) {
        Look<BucketStamp> last = look;
        if (last != null && last.lasts()) {
            return last;
        }
        Look<BucketStamp> next = new Look<>(this, link, keys.sweep(), () -> BucketStamp.read(link, keys, this::isTrue));
        look = next;
        return next;
    }

    /** What the last look found, if that lasts. */
    @Nullable BucketStamp found() {
        Look<BucketStamp> last = look;
        return last != null && last.lasts() ? last.found() : null;
    }

    /** Whether a look at the bucket says anything of a group that was read then. */
    boolean isCountedSince(long readNanos) {
        return changes.areCountedSince(readNanos);
    }

    /** How often this node has changed groups of it. */
    int changes() {
        return own.get();
    }

    long nanoTime() {
        return nanoTime.getAsLong();
    }

    /** The connection has ended. */
    void end() {
        over = true;
    }

    boolean isTrue() {
        return !over;
    }
}
