package io.shardbeat.redis.format;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * How many shards topics have had, as this node last read it: what a report may name without a look at the catalog. It may
 * be too small by now, and is then asked for again; and too big, for a while, which only lets a report keep what is gone.
 */
public final class TopicSizes {
    private static final long LASTS_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final int UNKNOWN = -1;

    private final Map<String, Integer> sizes;
    private final LongSupplier nanoTime;
    private final AtomicLong askedNanos;

    /** @param sizes of the group's topics; 0 for others that exist, whose shards are nobody's here */
    public TopicSizes(Map<String, Integer> sizes) {
        this(sizes, System::nanoTime);
    }

    TopicSizes(Map<String, Integer> sizes, LongSupplier nanoTime) {
        this.sizes = Map.copyOf(sizes);
        this.nanoTime = nanoTime;
        this.askedNanos = new AtomicLong(nanoTime.getAsLong());
    }

    /** Whether they are old, and whoever asks has to read them again: nobody else is told so for as long as they last. */
    public boolean areToBeReadAgain() {
        long asked = askedNanos.get();
        long now = nanoTime.getAsLong();
        return now - asked >= LASTS_NANOS && askedNanos.compareAndSet(asked, now);
    }

    /** Negative when there is no such topic. */
    public int of(String topic) {
        return sizes.getOrDefault(topic, UNKNOWN);
    }
}
