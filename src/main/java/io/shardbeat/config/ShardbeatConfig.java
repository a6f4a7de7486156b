package io.shardbeat.config;

import io.shardbeat.config.settings.AuthSettings;
import io.shardbeat.config.settings.BrakeSettings;
import io.shardbeat.config.settings.CatalogSettings;
import io.shardbeat.config.settings.GroupTimings;
import io.shardbeat.config.settings.HistorySettings;
import io.shardbeat.config.settings.HttpSettings;
import io.shardbeat.config.settings.LiveSettings;
import io.shardbeat.config.settings.MetricsSettings;
import io.shardbeat.config.settings.PoisonSettings;
import io.shardbeat.config.settings.QuotaSettings;
import io.shardbeat.config.settings.RebalanceSettings;
import io.shardbeat.config.settings.RedisSettings;
import io.shardbeat.config.settings.UpstreamSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Every setting of ours but those of the dialects, which bring their own. What Quarkus and its extensions bring is set by their keys. */
@ConfigMapping(prefix = "shardbeat")
public interface ShardbeatConfig {
    AuthSettings auth();

    CatalogSettings catalog();

    RebalanceSettings rebalance();

    GroupTimings group();

    BrakeSettings brake();

    PoisonSettings poison();

    HistorySettings history();

    RedisSettings redis();

    QuotaSettings quota();

    UpstreamSettings upstream();

    HttpSettings http();

    MetricsSettings metrics();

    LiveSettings live();

    /**
     * Whether a Redis of our own is started when {@code quarkus.redis.hosts} is not set. Off in the container image: a
     * node that loses its Redis setting must fail, not start alone with an empty store.
     */
    @WithDefault("true")
    boolean embeddedRedis();
}
