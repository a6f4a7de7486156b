package io.shardbeat.config;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Whether this node has a Redis of its own or one that was set. */
@Singleton
public class RedisChoice {
    private final boolean embedded;

    public RedisChoice(
            @ConfigProperty(name = "quarkus.redis.hosts") Optional<List<String>> hosts, ShardbeatConfig config) {
        this.embedded = hosts.isEmpty() && config.embeddedRedis();
    }

    /** True for the demo: one node, a Redis that ends with it. */
    public boolean isEmbedded() {
        return embedded;
    }
}
