package io.shardbeat.config.settings;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much is kept of what was decided of each group, and why. */
public interface HistorySettings {
    /** For how long, as far as the bytes allow. */
    @WithDefault("24h")
    @Within(min = "1m", max = "90d")
    Duration retention();

    /** Of Redis' memory per group: 5,000 members that join have about 1.4 MB. At least 128K. */
    @WithDefault("8M")
    @WithConverter(MemorySizeConverter.class)
    @Within(min = "128K", max = "1G")
    MemorySize groupBytes();
}
