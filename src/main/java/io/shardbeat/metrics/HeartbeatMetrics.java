package io.shardbeat.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.shardbeat.coordinator.DoubledMembers;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.coordinator.HeartbeatListener;
import io.shardbeat.coordinator.Suspicion;
import io.shardbeat.group.GroupId;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts heartbeats by dialect and outcome, and tells of names that two processes use. An adder each, which the registries read: counters of theirs cost more. */
@Singleton
public class HeartbeatMetrics implements HeartbeatListener {
    private final MeterRegistry registry;
    private final DoubledMembers doubled;
    private final DoubleWarnings warnings;
    private final Map<String, LongAdder[]> byDialect = new ConcurrentHashMap<>();

    HeartbeatMetrics(MeterRegistry registry, DoubledMembers doubled, InstantSource clock) {
        this.registry = registry;
        this.doubled = doubled;
        this.warnings = new DoubleWarnings(clock);
        Gauge.builder("members.doubled", doubled, DoubledMembers::count)
                .description("consumer names under which two processes seem to beat, as far as this node sees")
                .register(registry);
    }

    @Override
    public void granted(Heartbeat heartbeat) {
        Suspicion found = doubled.note(heartbeat);
        if (found != null) {
            warnings.log(heartbeat, found);
        }
    }

    @Override
    public void ended(GroupId group, End end) {
        byDialect.computeIfAbsent(group.namespace().dialect(), this::counters)[end.ordinal()].increment();
    }

    private LongAdder[] counters(String dialect) {
        LongAdder[] counters = new LongAdder[End.values().length];
        for (End end : End.values()) {
            LongAdder counter = new LongAdder();
            counters[end.ordinal()] = counter;
            FunctionCounter.builder("heartbeat.received", counter, LongAdder::sum)
                    .description("heartbeats, by how they ended")
                    .tag("dialect", dialect)
                    .tag("outcome", end.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        return counters;
    }
}
