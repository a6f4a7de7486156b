package io.shardbeat.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.shardbeat.config.FileBackedKeys;
import io.shardbeat.provisioning.CatalogProvisioner;
import io.shardbeat.schedule.NodeRoll;
import io.shardbeat.schedule.Rebalancer;
import io.shardbeat.security.AuthMode;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What a node says of itself: what it is, whom it sees, and what it goes by. */
@Singleton
public class NodeMetrics {
    private final MeterRegistry registry;
    private final NodeRoll nodes;
    private final Rebalancer rebalancer;
    private final FileBackedKeys keys;
    private final CatalogProvisioner catalog;
    private final boolean isNeeded;
    private final String version;

    NodeMetrics(
            MeterRegistry registry,
            NodeRoll nodes,
            Rebalancer rebalancer,
            FileBackedKeys keys,
            CatalogProvisioner catalog,
            AuthMode mode,
            @ConfigProperty(name = "quarkus.application.version", defaultValue = "") String version) {
        this.registry = registry;
        this.nodes = nodes;
        this.rebalancer = rebalancer;
        this.keys = keys;
        this.catalog = catalog;
        this.isNeeded = mode == AuthMode.REQUIRED;
        this.version = version;
    }

    void register(@Observes StartupEvent started) {
        Gauge.builder("shardbeat.build.info", () -> 1)
                .description("1, with what this node was built of and runs on")
                .tag("version", version)
                .tag("java", System.getProperty("java.version", ""))
                .register(registry);
        gauge(
                "live.nodes",
                "nodes that are live, as this one sees",
                nodes,
                roll -> roll.view().nodes().size());
        gauge("bucket.share", "the part of all buckets that this node sweeps, 0 to 1", nodes, NodeMetrics::share);
        gauge("tick.age.seconds", "since the last tick that went through", rebalancer, NodeMetrics::tickAge);
        gauge("keys.loaded", "access keys in force", keys, FileBackedKeys::count);
        gauge(
                "keys.problem",
                "1 while the keys file cannot be used, or keys are needed and there are none",
                keys,
                of -> of.flaw().isPresent() || isNeeded && of.problem().isPresent() ? 1 : 0);
        gauge(
                "catalog.age.seconds",
                "since what is declared was last applied; NaN where nothing was",
                catalog,
                of -> seconds(of.sinceApplied()));
        gauge(
                "catalog.problem",
                "1 while what is declared cannot be applied",
                catalog,
                of -> of.problem().isPresent() ? 1 : 0);
    }

    private <T> void gauge(String name, String what, T of, ToDoubleFunction<T> value) {
        Gauge.builder("shardbeat." + name, of, value).description(what).register(registry);
    }

    private static double share(NodeRoll roll) {
        return (double) roll.bucketsOf(roll.id()) / roll.buckets();
    }

    private static double tickAge(Rebalancer rebalancer) {
        return seconds(rebalancer.sinceLastTick());
    }

    private static double seconds(Optional<Duration> time) {
        return time.map(since -> since.toMillis() / 1_000.0).orElse(Double.NaN);
    }
}
