package io.shardbeat.config.settings;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How much one tenant may take of what all share. The catalog file is not limited. */
public interface QuotaSettings {
    /** Members of one group: one group is bounded by one core of Redis. */
    @WithDefault("10000")
    @Within(min = "1", max = "1000000")
    int membersPerGroup();

    /** Of one report, as stored: 500,000 shards in one hand have this much. */
    @WithDefault("4M")
    @WithConverter(MemorySizeConverter.class)
    @Within(min = "1K", max = "64M")
    MemorySize reportBytes();

    /** Topics, or logstores, that one report names, whether they exist or not. */
    @WithDefault("1000")
    @Within(min = "1", max = "1000000")
    int topicsPerReport();

    /** Shards that one report names, whether they exist or not; a topic has no more than the most of it. */
    @WithDefault("500000")
    @Within(min = "1", max = "500000")
    int shardsPerReport();

    /** Of all records of one group, which a pass holds at a time; unset: a sixteenth of the heap. */
    @Within(min = "64K", max = "64G")
    Optional<@WithConverter(MemorySizeConverter.class) MemorySize> groupBytes();

    /** Shards that one group has checkpoints of; those of shards that are gone count. */
    @WithDefault("500000")
    @Within(min = "1", max = "10000000")
    int checkpointsPerGroup();

    RequestSettings requestsPerSecond();

    /** What of its requests per second somebody did not use is kept for so long: a fleet starts all at once. */
    @WithDefault("2s")
    @Within(min = "100ms", max = "1h")
    Duration burst();
}
