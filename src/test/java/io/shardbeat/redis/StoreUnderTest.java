package io.shardbeat.redis;

import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.coordinator.ShardSetCodec;
import io.shardbeat.group.FenceMargin;
import io.shardbeat.group.GroupDefaults;
import io.shardbeat.group.Safeguards;
import io.shardbeat.sls.SlsShardSetCodec;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Everything of one node that touches Redis, wired as {@link RedisBeans} does it. */
final class StoreUnderTest implements AutoCloseable {
    /** Shorter than in production, so that tests of interruptions are. */
    static final Duration BACKUP_DELAY = Duration.ofMillis(200);

    private static final RedisLimits LIMITS = new RedisLimits(Duration.ofSeconds(2), 8192);
    private static final Duration MIN_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration MAX_TIMEOUT = Duration.ofHours(1);

    private static final GroupDefaults DEFAULTS =
            new GroupDefaults(FenceMargin.NONE, Duration.ZERO, Duration.ZERO, Safeguards.DEFAULT);

    final ShardSetCodec codec = new SlsShardSetCodec();
    final RedisPipeline redis;
    final RedisGroupStore groups;
    final RedisGroupDirectory directory;
    final RedisCatalogStore catalog;
    final RedisCheckpointStore checkpoints;
    final ExecutorService executor = Executors.newFixedThreadPool(2);
    private final Vertx vertx = Vertx.vertx();

    /** Over one server. */
    StoreUnderTest(URI address) {
        this(vertx -> new RedisPipeline(
                vertx, () -> Redis.createClient(vertx, options(List.of(address))), "redis under test", LIMITS));
    }

    /** Over a cluster of which these are nodes. */
    static StoreUnderTest ofCluster(List<URI> nodes) {
        return new StoreUnderTest(
                vertx -> RedisPipeline.toCluster(vertx, RedisCluster.of(vertx, () -> options(nodes)), LIMITS));
    }

    private StoreUnderTest(Function<Vertx, RedisPipeline> pipeline) {
        redis = pipeline.apply(vertx);
        GroupNames names = new GroupNames(redis);
        GroupWaker waker = new GroupWaker(redis, names);
        SettingsRecord record = new SettingsRecord(MIN_TIMEOUT, MAX_TIMEOUT);
        catalog = new RedisCatalogStore(redis, waker);
        directory = new RedisGroupDirectory(redis, names, waker, record);
        Codecs codecs = new Codecs(List.of(codec));
        checkpoints = new RedisCheckpointStore(redis, codecs);
        groups = new RedisGroupStore(
                redis,
                codecs,
                new GroupReader(redis, catalog, record, executor, DEFAULTS),
                new PlanWriter(redis, new HistoryRecord()),
                new BucketSweeper(redis, BACKUP_DELAY));
    }

    private static RedisOptions options(List<URI> nodes) {
        return new RedisOptions()
                .setEndpoints(nodes.stream().map(URI::toString).toList())
                .setMaxWaitingHandlers(2 * LIMITS.maxInFlight());
    }

    BeatReply beat(Heartbeat heartbeat) {
        return groups.beat(heartbeat).toCompletableFuture().join();
    }

    @Override
    public void close() {
        executor.shutdown();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
