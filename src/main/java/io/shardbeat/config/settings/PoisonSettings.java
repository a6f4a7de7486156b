package io.shardbeat.config.settings;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Against records that kill whoever reads them. */
public interface PoisonSettings {
    /** After so many holders that died one after another a shard is parked; 0: never. */
    @WithDefault("0")
    @Within(min = "0", max = "1000")
    int deaths();

    /** A death is forgotten when the next holder lives for longer than this. */
    @WithDefault("10m")
    @Within(min = "1s", max = "30d")
    Duration window();

    /** For how long nobody gets such a shard. */
    @WithDefault("10m")
    @Within(min = "1s", max = "30d")
    Duration parkFor();
}
