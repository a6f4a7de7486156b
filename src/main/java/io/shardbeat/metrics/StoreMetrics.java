package io.shardbeat.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.shardbeat.assignment.MemberId;
import io.shardbeat.coordinator.StoreListener;
import io.shardbeat.coordinator.StoreUnavailableException.Reason;
import io.shardbeat.group.GroupId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
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
    private final LongAdder calls = new LongAdder();
    private final Timer batches;
    private final Timer dueLag;
    private final Map<Boolean, Timer> commits;
    private final Map<Extent, Counter> losses = new EnumMap<>(Extent.class);
    private final LossWarnings warnings;
    private final LeaseEnds leaseEnds;
    private final Map<Reason, Counter> errors = new EnumMap<>(Reason.class);
    private final AtomicLong lastLineNanos = new AtomicLong(System.nanoTime() - LINE_NANOS);

    StoreMetrics(MeterRegistry registry, LossWarnings warnings, LeaseEnds leaseEnds) {
        this.warnings = warnings;
        this.leaseEnds = leaseEnds;
        for (Extent extent : Extent.values()) {
            losses.put(
                    extent,
                    Counter.builder("shardbeat.store.losses")
                            .description("buckets, of 128, in which Redis lost something, by how much")
                            .tag("extent", LossWarnings.word(extent))
                            .register(registry));
        }
        shards = counter(
                registry,
                "shardbeat.report.unknown",
                "shard",
                "what reports named and the catalog has not, not stored");
        topics = counter(
                registry,
                "shardbeat.report.unknown",
                "topic",
                "what reports named and the catalog has not, not stored");
        entries = counter(registry, "shardbeat.store.damage", "index-entry", DAMAGE);
        buckets = counter(registry, "shardbeat.store.damage", "bucket", DAMAGE);
        indexes = counter(registry, "shardbeat.store.damage", "index", DAMAGE);
        records = counter(registry, "shardbeat.store.damage", "record", DAMAGE);
        FunctionCounter.builder("shardbeat.redis.calls", calls, LongAdder::sum)
                .description("calls that Redis answered")
                .register(registry);
        batches = Timer.builder("shardbeat.redis.batch.duration")
                .description("from sending a batch of calls to its answer: each of them took that long")
                .serviceLevelObjectives(Buckets.millis(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000))
                .register(registry);
        dueLag = Timer.builder("shardbeat.due.lag")
                .description("how late what was due was found, per look at a bucket in which something was")
                .serviceLevelObjectives(Buckets.millis(50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000))
                .register(registry);
        commits = Map.of(true, commits(registry, "acknowledged"), false, commits(registry, "missing"));
        for (Reason why : Reason.values()) {
            errors.put(
                    why,
                    Counter.builder("shardbeat.redis.errors")
                            .description("calls of Redis that failed")
                            .tag("reason", why.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
    }

    @Override
    public void leaseGone(GroupId group, MemberId member, Instant due, Instant nextLook) {
        leaseEnds.found(group, member, due, nextLook);
    }

    private static Timer commits(MeterRegistry registry, String replicas) {
        return Timer.builder("shardbeat.redis.commit.duration")
                .description("commits that waited for replicas, and for how long")
                .tag("replicas", replicas)
                .serviceLevelObjectives(Buckets.millis(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000))
                .register(registry);
    }

    private static Counter counter(MeterRegistry registry, String name, String kind, String description) {
        return Counter.builder(name).tag("kind", kind).description(description).register(registry);
    }

    @Override
    public void answered(int many, long nanos) {
        calls.add(many);
        batches.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void failed(Reason why) {
        Counter counter = errors.get(why);
        if (counter != null) {
            counter.increment();
        }
    }

    @Override
    public void committed(boolean replicated, long nanos) {
        Objects.requireNonNull(commits.get(replicated)).record(nanos, TimeUnit.NANOSECONDS);
        if (!replicated) {
            warn("replicas did not have in time what a pass decided: who takes over now may lack it");
        }
    }

    @Override
    public void foundDue(Duration late) {
        dueLag.record(late);
    }

    @Override
    public void lost(Extent extent, int buckets) {
        Counter counter = losses.get(extent);
        if (counter != null) {
            counter.increment(buckets);
        }
        warnings.note(extent, buckets);
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
    public void listMadeAnew(String key, int listed) {
        indexes.increment();
        warn("the list " + key + " was none, or an operator did not believe it, and has been made anew with " + listed
                + " entries");
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
