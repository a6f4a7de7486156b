package io.shardbeat.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.shardbeat.coordinator.HeartbeatListener;
import io.shardbeat.group.GroupId;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts heartbeats by dialect and outcome. */
@Singleton
public class HeartbeatMetrics implements HeartbeatListener {
    private final MeterRegistry registry;
    private final Map<String, Counter[]> byDialect = new ConcurrentHashMap<>();

    HeartbeatMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void ended(GroupId group, End end) {
        byDialect.computeIfAbsent(group.namespace().dialect(), this::counters)[end.ordinal()].increment();
    }

    private Counter[] counters(String dialect) {
        Counter[] counters = new Counter[End.values().length];
        for (End end : End.values()) {
            counters[end.ordinal()] = Counter.builder("heartbeat.received")
                    .description("heartbeats, by how they ended")
                    .tag("dialect", dialect)
                    .tag("outcome", end.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        return counters;
    }
}
