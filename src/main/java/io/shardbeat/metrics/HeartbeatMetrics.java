package io.shardbeat.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.arc.All;
import io.shardbeat.http.BeatMeter;
import io.shardbeat.http.Dialect;
import io.shardbeat.http.Outcome;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts heartbeats by how they were answered, whoever answered them: the dialect, the edge that read no body, or nobody
 * because of a fault. An adder each, which the registries read: counters of theirs cost more.
 */
@Singleton
class HeartbeatMetrics implements BeatMeter {
    private static final Duration[] BUCKETS = Buckets.millis(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000);

    private final MeterRegistry registry;
    private final Map<String, OfDialect> byDialect = new ConcurrentHashMap<>();

    /** @param dialects whose series are there from the start: what counts from nothing to one is no increase else */
    HeartbeatMetrics(MeterRegistry registry, @All List<Dialect> dialects) {
        this.registry = registry;
        dialects.forEach(dialect -> byDialect.put(dialect.name(), register(dialect.name())));
    }

    @Override
    public void answered(String dialect, Outcome outcome, long nanos) {
        OfDialect meters = byDialect.get(dialect);
        if (meters == null) {
            meters = byDialect.computeIfAbsent(dialect, this::register);
        }
        meters.outcomes[outcome.ordinal()].increment();
        if (nanos >= 0) {
            meters.duration.record(nanos, TimeUnit.NANOSECONDS);
        }
    }

    private record OfDialect(LongAdder[] outcomes, Timer duration) {}

    private OfDialect register(String dialect) {
        LongAdder[] outcomes = new LongAdder[Outcome.values().length];
        for (Outcome outcome : Outcome.values()) {
            LongAdder adder = new LongAdder();
            outcomes[outcome.ordinal()] = adder;
            FunctionCounter.builder("shardbeat.heartbeats", adder, LongAdder::sum)
                    .description("heartbeats, by how they were answered")
                    .tag("dialect", dialect)
                    .tag("outcome", outcome == Outcome.OK ? "granted" : outcome.word())
                    .register(registry);
        }
        Timer duration = Timer.builder("shardbeat.heartbeat.duration")
                .description("from the end of a heartbeat's head to its answer, by this node")
                .tag("dialect", dialect)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        return new OfDialect(outcomes, duration);
    }
}
