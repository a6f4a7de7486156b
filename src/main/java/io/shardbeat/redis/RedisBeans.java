package io.shardbeat.redis;

import io.quarkus.arc.All;
import io.quarkus.arc.ClientProxy;
import io.quarkus.redis.client.RedisOptionsCustomizer;
import io.quarkus.runtime.configuration.MemorySize;
import io.shardbeat.config.PassExecutor;
import io.shardbeat.config.ShardbeatConfig;
import io.shardbeat.config.settings.QuotaSettings;
import io.shardbeat.config.settings.RedisSettings;
import io.shardbeat.coordinator.GroupDirectory;
import io.shardbeat.coordinator.GroupStore;
import io.shardbeat.coordinator.LiveNodes;
import io.shardbeat.coordinator.ShardSetCodec;
import io.shardbeat.coordinator.StoreHealth;
import io.shardbeat.coordinator.StoreIncarnation;
import io.shardbeat.coordinator.StoreListener;
import io.shardbeat.coordinator.StoreTraces;
import io.shardbeat.coordinator.catalog.FinishedShards;
import io.shardbeat.coordinator.checkpoint.CheckpointStore;
import io.shardbeat.coordinator.groups.GroupBrowser;
import io.shardbeat.coordinator.wish.WishStore;
import io.shardbeat.group.GroupDefaults;
import io.shardbeat.redis.beat.ReportFilter;
import io.shardbeat.redis.catalog.GroupNames;
import io.shardbeat.redis.catalog.GroupWaker;
import io.shardbeat.redis.catalog.RedisCatalogStore;
import io.shardbeat.redis.catalog.RedisFinishedShards;
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
import io.shardbeat.redis.group.RedisWishStore;
import io.shardbeat.redis.group.ReplicatedCommits;
import io.shardbeat.redis.group.ReplicatedCommits.Replication;
import io.shardbeat.redis.link.RedisCluster;
import io.shardbeat.redis.link.RedisDiagnosis;
import io.shardbeat.redis.link.RedisLimits;
import io.shardbeat.redis.link.RedisPipeline;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Builds the store out of the settings. */
final class RedisBeans {
    /** What one group may have of the heap, as it comes from Redis: decoded and planned it takes several times as much. */
    private static final int HEAP_SHARE = 16;

    private static final Logger LOG = Logger.getLogger(RedisBeans.class);

    private RedisBeans() {}

    /** Remembers the options that Quarkus made out of its own keys: each link makes its client from them. */
    @Singleton
    static final class Options implements RedisOptionsCustomizer {
        private final Config settings;
        private volatile @Nullable RedisOptions options;

        Options(Config settings) {
            this.settings = settings;
        }

        /** Where {@code quarkus.tls.<name>} says nothing of names, the certificate must be for the one connected to. */
        @Override
        public void customize(String clientName, RedisOptions made) {
            NetClientOptions net = made.getNetClientOptions();
            boolean isSilent = settings.getOptionalValue("quarkus.redis.tls-configuration-name", String.class)
                    .filter(name -> settings.getOptionalValue(
                                    "quarkus.tls." + name + ".hostname-verification-algorithm", String.class)
                            .isEmpty())
                    .isPresent();
            if (isSilent) {
                net.setHostnameVerificationAlgorithm("HTTPS");
            }
            options = made;
        }

        RedisOptions get() {
            RedisOptions made = options;
            if (made == null) {
                throw new IllegalStateException("Quarkus made no Redis client");
            }
            return made;
        }
    }

    @Produces
    @Singleton
    static RedisPipeline pipeline(
            Vertx vertx,
            Redis quarkusClient,
            Options options,
            ShardbeatConfig config,
            StoreListener listener,
            StoreTraces traces) {
        // Only the real client behind the proxy has had its settings read, and told them to the customizer.
        LOG.debugf("settings taken from %s", ClientProxy.unwrap(quarkusClient));
        RedisLimits limits =
                new RedisLimits(config.redis().timeout(), config.redis().maxInFlight(), listener, traces);
        AtomicInteger number = new AtomicInteger();
        Supplier<RedisOptions> each = () -> new RedisOptions(options.get())
                .setMaxWaitingHandlers(2 * limits.maxInFlight())
                .setPoolName("link-" + number.incrementAndGet());
        return options.get().getType() == RedisClientType.CLUSTER
                ? RedisPipeline.toCluster(vertx, RedisCluster.of(vertx, each), limits)
                : new RedisPipeline(
                        vertx,
                        () -> Redis.createClient(vertx, each.get()),
                        RedisDiagnosis.address(options.get().getEndpoints()),
                        limits);
    }

    @Produces
    @Singleton
    static SettingsRecord settingsRecord(ShardbeatConfig config) {
        return new SettingsRecord(
                config.group().minSessionTimeout(), config.group().maxSessionTimeout());
    }

    @Produces
    @Singleton
    static GroupNames groupNames(RedisPipeline redis) {
        return new GroupNames(redis);
    }

    @Produces
    @Singleton
    static GroupWaker groupWaker(RedisPipeline redis, GroupNames names) {
        return new GroupWaker(redis, names);
    }

    @Produces
    @Singleton
    static StoreLimits storeLimits(ShardbeatConfig config, StoreListener listener) {
        QuotaSettings quota = config.quota();
        long groupBytes = quota.groupBytes()
                .map(MemorySize::asLongValue)
                .orElse(Runtime.getRuntime().maxMemory() / HEAP_SHARE);
        int reportBytes = Math.toIntExact(quota.reportBytes().asLongValue());
        return new StoreLimits(quota.membersPerGroup(), reportBytes, groupBytes, listener);
    }

    @Produces
    @Singleton
    static RedisCatalogStore catalogStore(RedisPipeline redis, GroupWaker waker, StoreListener listener) {
        return new RedisCatalogStore(redis, waker, listener);
    }

    @Produces
    @Singleton
    static GroupDirectory groupDirectory(
            RedisPipeline redis,
            GroupNames names,
            GroupWaker waker,
            SettingsRecord record,
            Codecs codecs,
            StoreListener listener) {
        return new RedisGroupDirectory(redis, names, waker, record, codecs, listener);
    }

    @Produces
    @Singleton
    static FinishedShards finishedShards(RedisPipeline redis) {
        return new RedisFinishedShards(redis);
    }

    @Produces
    @Singleton
    static StoreHealth storeHealth(RedisPipeline redis) {
        return new RedisHealth(redis);
    }

    @Produces
    @Singleton
    static StoreIncarnation storeIncarnation(RedisPipeline redis) {
        return redis.incarnation();
    }

    @Produces
    @Singleton
    static LiveNodes liveNodes(RedisPipeline redis) {
        return new RedisLiveNodes(redis);
    }

    @Produces
    @Singleton
    static GroupReader groupReader(
            RedisPipeline redis,
            RedisCatalogStore catalog,
            SettingsRecord record,
            PassExecutor executor,
            GroupDefaults defaults,
            StoreLimits limits) {
        return new GroupReader(redis, catalog, record, executor, defaults, limits);
    }

    @Produces
    @Singleton
    static Codecs codecs(@All List<ShardSetCodec> codecs) {
        return new Codecs(codecs);
    }

    @Produces
    @Singleton
    static GroupStore groupStore(
            RedisPipeline redis,
            Codecs codecs,
            GroupReader reader,
            RedisCatalogStore catalog,
            GroupNames names,
            StoreLimits limits,
            ShardbeatConfig config) {
        DueIndexRepair repair = new DueIndexRepair(redis, catalog, names, limits.listener());
        return new RedisGroupStore(
                redis,
                codecs,
                reader,
                new PlanWriter(
                        commitWay(redis, config.redis(), limits.listener()),
                        new HistoryLimits(
                                config.history().retention(),
                                config.history().groupBytes().asLongValue())),
                new BucketSweeper(redis, config.rebalance().interval(), repair, limits.listener()),
                new ReportFilter(redis, catalog, codecs, limits),
                limits);
    }

    private static CommitWay commitWay(RedisPipeline redis, RedisSettings settings, StoreListener listener) {
        Duration half = settings.timeout().dividedBy(2);
        Duration asked = settings.replicasTimeout();
        return settings.replicas() == 0
                ? CommitWay.toMaster(redis)
                : new ReplicatedCommits(
                        redis,
                        new Replication(settings.replicas(), asked.compareTo(half) < 0 ? asked : half),
                        listener);
    }

    @Produces
    @Singleton
    static WishStore wishStore(RedisPipeline redis) {
        return new RedisWishStore(redis);
    }

    @Produces
    @Singleton
    static CheckpointStore checkpointStore(RedisPipeline redis, Codecs codecs, ShardbeatConfig config) {
        return new RedisCheckpointStore(redis, codecs, config.quota().checkpointsPerGroup());
    }

    @Produces
    @Singleton
    static GroupBrowser groupBrowser(
            RedisPipeline redis,
            RedisCatalogStore catalog,
            GroupNames names,
            GroupReader reader,
            Codecs codecs,
            PassExecutor executor,
            StoreListener listener) {
        return new RedisGroupBrowser(redis, catalog, names, reader, codecs, executor, listener);
    }
}
