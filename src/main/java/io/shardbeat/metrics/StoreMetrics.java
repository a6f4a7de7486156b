package io.shardbeat.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.shardbeat.coordinator.StoreListener;
import io.shardbeat.group.GroupId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Counts and logs what the store had to leave out or put right. A line a second at the most: the rest is counted. */
@Singleton
public class StoreMetrics implements StoreListener {
    private static final Logger LOG = Logger.getLogger("io.shardbeat.store");
    private static final long LINE_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int MOST_CHARACTERS = 200;
    private static final String DAMAGE = "what is stored and cannot be read, by what it is";

    private final Counter shards;
    private final Counter topics;
    private final Counter entries;
    private final Counter buckets;
    private final Counter indexes;
    private final Counter records;
    private final AtomicLong lastLineNanos = new AtomicLong(System.nanoTime() - LINE_NANOS);

    StoreMetrics(MeterRegistry registry) {
        shards = counter(registry, "report.unknown", "shard", "what reports named and the catalog has not, not stored");
        topics = counter(registry, "report.unknown", "topic", "what reports named and the catalog has not, not stored");
        entries = counter(registry, "store.damage", "index-entry", DAMAGE);
        buckets = counter(registry, "store.damage", "bucket", DAMAGE);
        indexes = counter(registry, "store.damage", "index", DAMAGE);
        records = counter(registry, "store.damage", "record", DAMAGE);
    }

    private static Counter counter(MeterRegistry registry, String name, String kind, String description) {
        return Counter.builder(name).tag("kind", kind).description(description).register(registry);
    }

    @Override
    public void reportCut(GroupId group, int unknownShards, int unknownTopics) {
        shards.increment(unknownShards);
        topics.increment(unknownTopics);
    }

    @Override
    public void entryDropped(String key, String entry) {
        entries.increment();
        warn("an entry of " + key + " was none, and is gone: " + entry);
    }

    @Override
    public void bucketFailed(int bucket, Throwable failure) {
        buckets.increment();
        warn("bucket " + bucket + " cannot be swept: " + failure);
    }

    @Override
    public void indexMadeAnew(int bucket, int groups) {
        indexes.increment();
        warn("the due index of bucket " + bucket + " was none, and has been made anew for " + groups + " groups");
    }

    @Override
    public void unreadable(String what, Throwable failure) {
        records.increment();
        warn(what + " is left out, it cannot be read: " + failure);
    }

    /** What is stored may be as long as it likes, and have line ends of its own. */
    private void warn(String line) {
        long now = System.nanoTime();
        long last = lastLineNanos.get();
        if (now - last >= LINE_NANOS && lastLineNanos.compareAndSet(last, now)) {
            String excerpt = line.length() > MOST_CHARACTERS ? line.substring(0, MOST_CHARACTERS) + "..." : line;
            LOG.warn(excerpt.replaceAll("\\p{Cntrl}", "?"));
        }
    }
}
