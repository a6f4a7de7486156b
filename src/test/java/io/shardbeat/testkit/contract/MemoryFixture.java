package io.shardbeat.testkit.contract;

import io.shardbeat.assignment.ShardSet;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Topic;
import io.shardbeat.coordinator.Creation;
import io.shardbeat.coordinator.GroupDirectory;
import io.shardbeat.coordinator.GroupStore;
import io.shardbeat.coordinator.ShardSetCodec;
import io.shardbeat.coordinator.StoreContract.Fixture;
import io.shardbeat.coordinator.StoreContract.Stores;
import io.shardbeat.group.FenceMargin;
import io.shardbeat.group.GroupDefaults;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.group.GroupShards;
import io.shardbeat.group.Safeguards;
import io.shardbeat.testkit.memory.MemoryCatalog;
import io.shardbeat.testkit.memory.MemoryGroupStore;
import io.shardbeat.testkit.memory.MemoryPasses;
import io.shardbeat.testkit.memory.MemoryRedis;
import io.shardbeat.testkit.memory.MemoryWishStore;
import io.shardbeat.testkit.memory.TextShardSetCodec;
import io.shardbeat.testkit.memory.Wire;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** The stores of the simulation, with a clock of their own. */
final class MemoryFixture implements Fixture {
    private final AtomicLong clock = new AtomicLong(1_800_000_000_000L);
    private final AtomicInteger fraction = new AtomicInteger();
    private final ShardSetCodec codec = new TextShardSetCodec("sls");
    private final MemoryRedis redis = new MemoryRedis(clock::incrementAndGet, codec);
    private final GroupStore groups = new MemoryGroupStore(
            redis,
            Wire.DIRECT,
            new MemoryGroupStore.Settings(
                    new GroupDefaults(FenceMargin.NONE, Duration.ZERO, Duration.ZERO, Safeguards.DEFAULT),
                    Duration.ofMillis(200),
                    () -> fraction.incrementAndGet() % 1_000 / 1_000.0,
                    clock::get));

    private final Catalog catalog = new Catalog();

    MemoryFixture() {
        redis.beginIncarnation("first", 0, false);
    }

    @Override
    public Stores stores() {
        return new Stores(groups, new Directory(), catalog, new MemoryWishStore(redis, Wire.DIRECT), codec);
    }

    @Override
    public long nowMillis() {
        return clock.get();
    }

    @Override
    public void elapseUnserved(Duration time) {
        clock.addAndGet(time.toMillis());
    }

    @Override
    public void replaceServer(String runId, long epochFloor) {
        redis.beginIncarnation(runId, epochFloor, true);
    }

    @Override
    public Duration serviceGap() {
        return Duration.ofMillis(MemoryPasses.GAP_MILLIS);
    }

    /** The commands that the simulation has. */
    private final class Directory implements GroupDirectory {
        @Override
        public CompletionStage<Creation> create(GroupId group, GroupSettings settings, int most) {
            return CompletableFuture.completedFuture(
                    redis.create(group, settings) ? Creation.CREATED : Creation.EXISTS);
        }

        @Override
        public CompletionStage<Boolean> update(GroupId group, GroupSettings settings) {
            OptionalLong leaseEnd = redis.update(group, settings);
            leaseEnd.ifPresent(when -> redis.lookBy(when, group));
            return CompletableFuture.completedFuture(leaseEnd.isPresent());
        }

        @Override
        public CompletionStage<Deletion> delete(GroupId group, Members members) {
            return CompletableFuture.completedFuture(redis.delete(group) ? Deletion.DELETED : Deletion.NO_GROUP);
        }

        @Override
        public CompletionStage<Void> deleteAll(Namespace namespace, String scope) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Optional<GroupSettings>> find(GroupId group) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Map<GroupId, GroupSettings>> list(Namespace namespace, String scope) {
            throw new UnsupportedOperationException();
        }
    }

    /** Whose one topic is the catalog of the memory that stands for Redis. */
    private final class Catalog extends MemoryCatalog {
        @Override
        public CompletionStage<Void> declare(Namespace namespace, String displayName, List<Topic> topics) {
            String id = topics.get(0).id();
            return super.declare(namespace, displayName, topics)
                    .thenCompose(done -> topic(namespace, id))
                    .thenAccept(topic -> {
                        int shards = topic.orElseThrow().lineage().size();
                        if (shards > redis.catalog().size()) {
                            redis.catalog(GroupShards.open(
                                    ShardSet.of(id, IntStream.range(0, shards).toArray())));
                        }
                    });
        }
    }
}
