package io.shardbeat.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.HandOver;
import io.shardbeat.group.Plan;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is wrong right now in the groups whose last pass this node made. A trouble brings its group back into a pass
 * sooner or later; if another node makes that pass, this one forgets the group a little later.
 */
@Singleton
class Troubles {
    private static final long FORGET_MILLIS = 10_000;

    private final InstantSource clock;
    private final Map<GroupId, Trouble> byGroup = new ConcurrentHashMap<>();

    private record Trouble(long stuckHandOvers, long untilMillis) {}

    Troubles(InstantSource clock, MeterRegistry registry) {
        this.clock = clock;
        Gauge.builder("handover.stuck", this, Troubles::stuckHandOvers)
                .description("hand-overs that take longer than their limit")
                .register(registry);
    }

    /** The plan is in force. */
    void note(GroupSnapshot snapshot, Plan plan) {
        long stuck =
                plan.handOversAfter(snapshot).stream().filter(HandOver::stuck).count();
        if (stuck == 0) {
            byGroup.remove(snapshot.id());
        } else {
            long lasts = plan.nextDueMillis().orElse(snapshot.nowMillis()) - snapshot.nowMillis();
            byGroup.put(snapshot.id(), new Trouble(stuck, clock.millis() + lasts + FORGET_MILLIS));
        }
    }

    long stuckHandOvers() {
        byGroup.values().removeIf(trouble -> trouble.untilMillis() < clock.millis());
        return byGroup.values().stream().mapToLong(Trouble::stuckHandOvers).sum();
    }
}
