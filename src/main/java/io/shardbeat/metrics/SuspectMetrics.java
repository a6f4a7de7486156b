package io.shardbeat.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.coordinator.heartbeat.DoubledMembers;
import io.shardbeat.coordinator.heartbeat.HeartbeatListener;
import io.shardbeat.coordinator.heartbeat.Suspicion;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Tells of names that two processes use, and of members that come back with shards after they were expired. */
@Singleton
class SuspectMetrics implements HeartbeatListener {
    private final DoubledMembers doubled;
    private final DoubleWarnings warnings;
    private final Counter returned;

    SuspectMetrics(MeterRegistry registry, DoubledMembers doubled, InstantSource clock) {
        this.doubled = doubled;
        this.warnings = new DoubleWarnings(clock);
        this.returned = HandMetrics.overlaps(registry, "returned");
        Gauge.builder("shardbeat.members.doubled", doubled, DoubledMembers::count)
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
    public void returned(Heartbeat heartbeat) {
        returned.increment();
    }
}
