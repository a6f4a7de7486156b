package io.shardbeat.config.settings;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What a peer may take of a node before, and after, it has shown who it is. */
public interface HttpSettings {
    /**
     * The longest body of a request without a known key. About 9,000 shards in a heartbeat of SLS, 500 topics of CLS.
     */
    @WithDefault("64K")
    @WithConverter(MemorySizeConverter.class)
    @Within(min = "1K", max = "64M")
    MemorySize unsignedBody();

    /** All bodies that are not complete yet, together; at most half of it without a known key. */
    @WithDefault("64M")
    @WithConverter(MemorySizeConverter.class)
    @Within(min = "1M", max = "64G")
    MemorySize bodiesUnderWay();

    /** For the first request of a connection, and from the first byte of each other one to the end of its headers. */
    @WithDefault("10s")
    @Within(min = "100ms", max = "10m")
    Duration headDeadline();

    /** From the end of the headers to the end of the body, unless it is passed on. */
    @WithDefault("30s")
    @Within(min = "100ms", max = "1h")
    Duration bodyDeadline();

    /** What a connection has waiting must have been taken by its peer within this. */
    @WithDefault("30s")
    @Within(min = "100ms", max = "1h")
    Duration answerDeadline();

    /** So many requests of one connection that are refused for their signature end it. */
    @WithDefault("10")
    @Within(min = "1", max = "1000000")
    int refusals();

    /**
     * A connection of a client ends with the first answer after this time at the most, and after half of it at the
     * least; {@code 0s}: never. Consumers keep their connections, so until then a node that was added has no share.
     */
    @WithDefault("2m")
    @Within(min = "0s", max = "30d")
    Duration connectionAge();
}
