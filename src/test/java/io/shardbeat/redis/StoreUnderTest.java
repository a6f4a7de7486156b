package io.shardbeat.redis;

import io.shardbeat.cls.group.ClsShardSetCodec;
import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.coordinator.LiveNodes;
import io.shardbeat.coordinator.ShardSetCodec;
import io.shardbeat.coordinator.StoreListener;
import io.shardbeat.group.FenceMargin;
import io.shardbeat.group.GroupDefaults;
import io.shardbeat.group.Safeguards;
import io.shardbeat.redis.beat.ReportFilter;
import io.shardbeat.redis.catalog.GroupNames;
import io.shardbeat.redis.catalog.GroupWaker;
import io.shardbeat.redis.catalog.RedisCatalogStore;
import io.shardbeat.redis.catalog.StoreLimits;
import io.shardbeat.redis.directory.RedisGroupDirectory;
import io.shardbeat.redis.format.Codecs;
import io.shardbeat.redis.format.SettingsRecord;
import io.shardbeat.redis.group.BucketSweeper;
import io.shardbeat.redis.group.CommitWay;
import io.shardbeat.redis.group.DueIndexRepair;
import io.shardbeat.redis.group.GroupReader;
import io.shardbeat.redis.group.HistoryLimits;
import io.shardbeat.redis.group.PlanWriter;
import io.shardbeat.redis.group.RedisCheckpointStore;
import io.shardbeat.redis.group.RedisGroupBrowser;
import io.shardbeat.redis.group.RedisGroupStore;
import io.shardbeat.redis.group.ReplicatedCommits;
import io.shardbeat.redis.group.ReplicatedCommits.Replication;
import io.shardbeat.redis.link.RedisCluster;
import io.shardbeat.redis.link.RedisLimits;
import io.shardbeat.redis.link.RedisPipeline;
import io.shardbeat.sls.group.SlsShardSetCodec;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Everything of one node that touches Redis, wired as {@link RedisBeans} does it. */
public final class StoreUnderTest implements AutoCloseable {
    /** Shorter than in production, so that tests of interruptions are. */
    public static final Duration BACKUP_DELAY = Duration.ofMillis(200);

    /** As after nodes of before are gone. */
    private static final Duration LEFT = Duration.ofSeconds(2);

    private static final RedisLimits LIMITS = new RedisLimits(Duration.ofSeconds(2), 8192);
    private static final Duration MIN_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration MAX_TIMEOUT = Duration.ofHours(1);

    private static final GroupDefaults DEFAULTS =
            new GroupDefaults(FenceMargin.NONE, Duration.ZERO, Duration.ZERO, Safeguards.DEFAULT);

    public final ShardSetCodec codec = new SlsShardSetCodec();
    public final RedisPipeline redis;
    public final RedisGroupStore groups;
    public final RedisGroupDirectory directory;
    public final RedisCatalogStore catalog;
    /** Of how many shards a group may have checkpoints. */
    public static final int CHECKPOINTS = 2_000;

    public final RedisCheckpointStore checkpoints;
    public final RedisGroupBrowser browser;
    public final ExecutorService executor = Executors.newFixedThreadPool(2);
    private final Vertx vertx = Vertx.vertx();

    /** Over one server. */
    public StoreUnderTest(URI address) {
        this(address, StoreLimits.WIDE);
    }

    /** Over one server, with limits. */
    public StoreUnderTest(URI address, StoreLimits limits) {
        this(address, limits, HistoryLimits.DEFAULT);
    }

    /** Over one server, with limits and as much history. */
    public StoreUnderTest(URI address, StoreLimits limits, HistoryLimits history) {
        this(limits, history, vertx -> toServer(vertx, address), CommitWay::toMaster);
    }

    /** Over one server, with commits that wait for replicas. */
    public StoreUnderTest(URI address, Replication replication, StoreListener listener) {
        this(
                StoreLimits.WIDE,
                HistoryLimits.DEFAULT,
                vertx -> toServer(vertx, address),
                redis -> new ReplicatedCommits(redis, replication, listener));
    }

    /** Over whoever these Sentinels call master. */
    public static StoreUnderTest behindSentinels(List<URI> sentinels, String master) {
        RedisOptions options =
                options(sentinels).setType(RedisClientType.SENTINEL).setMasterName(master);
        return new StoreUnderTest(
                StoreLimits.WIDE,
                HistoryLimits.DEFAULT,
                vertx -> new RedisPipeline(
                        vertx,
                        () -> Redis.createClient(vertx, new RedisOptions(options)),
                        "redis behind sentinels",
                        LIMITS),
                CommitWay::toMaster);
    }

    /** Over a cluster of which these are nodes. */
    public static StoreUnderTest ofCluster(List<URI> nodes) {
        return new StoreUnderTest(
                StoreLimits.WIDE, HistoryLimits.DEFAULT, vertx -> toCluster(vertx, nodes), CommitWay::toMaster);
    }

    private static RedisPipeline toServer(Vertx vertx, URI address) {
        return new RedisPipeline(
                vertx, () -> Redis.createClient(vertx, options(List.of(address))), "redis under test", LIMITS);
    }

    private static RedisPipeline toCluster(Vertx vertx, List<URI> nodes) {
        return RedisPipeline.toCluster(vertx, RedisCluster.of(vertx, () -> options(nodes)), LIMITS);
    }

    private StoreUnderTest(
            StoreLimits limits,
            HistoryLimits history,
            Function<Vertx, RedisPipeline> pipeline,
            Function<RedisPipeline, CommitWay> commits) {
        redis = pipeline.apply(vertx);
        redis.changes().counted(true, System.nanoTime() - LEFT.toNanos());
        GroupNames names = new GroupNames(redis);
        GroupWaker waker = new GroupWaker(redis, names);
        SettingsRecord record = new SettingsRecord(MIN_TIMEOUT, MAX_TIMEOUT);
        catalog = new RedisCatalogStore(redis, waker, limits.listener());
        Codecs codecs = new Codecs(List.of(codec, new ClsShardSetCodec()));
        directory = new RedisGroupDirectory(redis, names, waker, record, codecs, limits.listener());
        checkpoints = new RedisCheckpointStore(redis, codecs, CHECKPOINTS);
        GroupReader reader = new GroupReader(redis, catalog, record, executor, DEFAULTS, limits);
        browser = new RedisGroupBrowser(redis, catalog, names, reader, codecs, executor, limits.listener());
        groups = new RedisGroupStore(
                redis,
                codecs,
                reader,
                new PlanWriter(commits.apply(redis), history),
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

    public LiveNodes liveNodes() {
        return new RedisLiveNodes(redis);
    }

    public BeatReply beat(Heartbeat heartbeat) {
        return groups.beat(heartbeat).toCompletableFuture().join();
    }

    @Override
    public void close() {
        executor.shutdown();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
