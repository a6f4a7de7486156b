package io.shardbeat.config.settings;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What is counted for Prometheus. */
public interface MetricsSettings {
    /** How often groups, members and shards are counted, by one node for all. */
    @WithDefault("15s")
    @Within(min = "1s", max = "1h")
    Duration census();
}
