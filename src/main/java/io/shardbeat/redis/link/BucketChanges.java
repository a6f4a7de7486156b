package io.shardbeat.redis.link;

import io.shardbeat.redis.format.Keys;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What changes groups. How often this node itself has, per bucket: what one of its connections read there before is old then,
 * on every event loop. And whether all nodes count in Redis what they change, so that a count says of a bucket whether
 * anything in it has.
 */
public final class BucketChanges {
    /** Nothing of a node that has left is on its way to Redis for longer. */
    private static final long LEAVES_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final AtomicInteger[] own =
            Stream.generate(AtomicInteger::new).limit(Keys.BUCKETS).toArray(AtomicInteger[]::new);
    private volatile @Nullable Long countedSince;

    public AtomicInteger of(int bucket) {
        return own[bucket];
    }

    /** Whether every change is counted since what was read then. */
    public boolean areCountedSince(long readNanos) {
        Long since = countedSince;
        return since != null && readNanos - since >= 0;
    }

    /**
     * What this node has heard of the live ones. One of those that do not count may have something under way when it leaves.
     *
     * @param byAll whether every one counts
     */
    public void counted(boolean byAll, long nowNanos) {
        if (!byAll) {
            countedSince = null;
        } else if (countedSince == null) {
            countedSince = nowNanos + LEAVES_NANOS;
        }
    }

    /** Redis has answered, or will never: from here on nobody is answered by what was read before. */
    void ended(RedisCall call) {
        if (call.changesGroup && call.key != null) {
            of(Keys.bucketOf(text(call.key))).incrementAndGet();
        }
    }

    private static String text(Object key) {
        return key instanceof byte[] encoded ? new String(encoded, StandardCharsets.UTF_8) : key.toString();
    }
}
