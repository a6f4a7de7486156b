package io.shardbeat.redis;

import io.shardbeat.cls.ClsShardSetCodec;
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
    final RedisGroupBrowser browser;
    final ExecutorService executor = Executors.newFixedThreadPool(2);
    private final Vertx vertx = Vertx.vertx();

    /** Over one server. */
    StoreUnderTest(URI address) {
        this(address, StoreLimits.WIDE);
    }

    /** Over one server, with limits. */
    StoreUnderTest(URI address, StoreLimits limits) {
        this(
                limits,
                vertx -> new RedisPipeline(
                        vertx, () -> Redis.createClient(vertx, options(List.of(address))), "redis under test", LIMITS));
    }

    /** Over a cluster of which these are nodes. */
    static StoreUnderTest ofCluster(List<URI> nodes) {
        return new StoreUnderTest(
                StoreLimits.WIDE,
                vertx -> RedisPipeline.toCluster(vertx, RedisCluster.of(vertx, () -> options(nodes)), LIMITS));
    }

    private StoreUnderTest(StoreLimits limits, Function<Vertx, RedisPipeline> pipeline) {
        redis = pipeline.apply(vertx);
        GroupNames names = new GroupNames(redis);
        GroupWaker waker = new GroupWaker(redis, names);
        SettingsRecord record = new SettingsRecord(MIN_TIMEOUT, MAX_TIMEOUT);
        catalog = new RedisCatalogStore(redis, waker, limits.listener());
        Codecs codecs = new Codecs(List.of(codec, new ClsShardSetCodec()));
        directory = new RedisGroupDirectory(redis, names, waker, record, codecs, limits.listener());
        checkpoints = new RedisCheckpointStore(redis, codecs);
        GroupReader reader = new GroupReader(redis, catalog, record, executor, DEFAULTS, limits);
        browser = new RedisGroupBrowser(redis, catalog, names, reader, codecs, new HistoryRecord(), limits.listener());
        groups = new RedisGroupStore(
                redis,
                codecs,
                reader,
                new PlanWriter(redis, new HistoryRecord()),
                new BucketSweeper(
                        redis,
                        BACKUP_DELAY,
                        new DueIndexRepair(redis, catalog, names, limits.listener()),
                        limits.listener()),
                new ReportFilter(redis, catalog, codecs, limits),
                limits);
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
