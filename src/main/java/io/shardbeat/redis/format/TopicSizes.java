package io.shardbeat.redis.format;

import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How many shards topics have had, as this node last read it: what a report may name without a look at the catalog. It may
 * be too small by now, and is then asked for again; and too big, for a while, which only lets a report keep what is gone.
 */
public final class TopicSizes {
    private static final long LASTS_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final int UNKNOWN = -1;

    private final Map<String, Integer> sizes;
    private final long readNanos = System.nanoTime();

    /** @param sizes of the group's topics; 0 for others that exist, whose shards are nobody's here */
    public TopicSizes(Map<String, Integer> sizes) {
        this.sizes = Map.copyOf(sizes);
    }

    public boolean isFresh() {
        return System.nanoTime() - readNanos < LASTS_NANOS;
    }

    /** Negative when there is no such topic. */
    public int of(String topic) {
        return sizes.getOrDefault(topic, UNKNOWN);
    }
}
