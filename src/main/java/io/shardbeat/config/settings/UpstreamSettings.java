package io.shardbeat.config.settings;

import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** The log services that calls are passed on to. */
public interface UpstreamSettings {
    /** A connection that cannot be had within this, new or out of the pool, has failed. */
    @WithDefault("2s")
    @Within(min = "10ms", max = "5m")
    Duration connectTimeout();

    /** A log service that sends nothing for this long, while a request is under way, has failed. */
    @WithDefault("30s")
    @Within(min = "100ms", max = "1h")
    Duration idleTimeout();

    /** A log service whose answer has not begun, its head whole, this long after it was sent the whole request, has failed. */
    @WithDefault("60s")
    @Within(min = "100ms", max = "1h")
    Duration answerTimeout();

    /** Connections of a node to one log service; as many requests again may wait for one. */
    @WithDefault("256")
    @Within(min = "1", max = "65535")
    int maxConnections();

    /** The {@code quarkus.tls.<name>} that says whom to trust; not set: the certificates that Java brings. */
    Optional<String> tlsConfigurationName();
}
