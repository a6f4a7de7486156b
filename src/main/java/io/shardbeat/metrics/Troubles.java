package io.shardbeat.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.HandOver;
import io.shardbeat.group.plan.Plan;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What is wrong right now in the groups whose last pass this node made. A trouble brings its group back into a pass
 * sooner or later; if another node makes that pass, this one forgets the group a little later.
 */
@Singleton
class Troubles {
    private static final Duration FORGET = Duration.ofSeconds(10);

    private final InstantSource clock;
    private final Map<GroupId, Trouble> byGroup = new ConcurrentHashMap<>();

    private record Trouble(
            long stuckHandOvers, boolean brakeHolds, int parkedShards, boolean rebuilding, Instant until) {}

    Troubles(InstantSource clock, MeterRegistry registry) {
        this.clock = clock;
        Gauge.builder("shardbeat.hand.overs.stuck", this, Troubles::stuckHandOvers)
                .description("hand-overs that take longer than their limit")
                .register(registry);
        Gauge.builder("shardbeat.shards.parked", this, Troubles::parkedShards)
                .description("shards that nobody gets for a while because their holders died one after another")
                .register(registry);
        Gauge.builder("shardbeat.groups.rebuilding", this, Troubles::rebuildingGroups)
                .description("groups whose ownership is being rebuilt from reports because the store lost writes")
                .register(registry);
        Gauge.builder("shardbeat.brakes.holding", this, Troubles::heldGroups)
                .description("groups in which too many members would expire at a time, so that nobody does")
                .register(registry);
    }

    /** The plan is in force. A rebuild is logged when this node first hears of it. */
    void note(GroupSnapshot snapshot, Plan plan) {
        long stuck =
                plan.handOversAfter(snapshot).stream().filter(HandOver::stuck).count();
        boolean held = plan.watchAfter(snapshot).expiries().isHeld();
        int parked = plan.watchAfter(snapshot).parkedAt(snapshot.now());
        boolean rebuilding = snapshot.isRebuilding();
        if (stuck == 0 && !held && parked == 0 && !rebuilding) {
            byGroup.remove(snapshot.id());
            return;
        }
        Duration lasts = Duration.between(snapshot.now(), plan.nextDue().orElse(snapshot.now()));
        Trouble now = new Trouble(
                stuck, held, parked, rebuilding, clock.instant().plus(lasts).plus(FORGET));
        Trouble before = byGroup.put(snapshot.id(), now);
        if (rebuilding && (before == null || !before.rebuilding())) {
            Warnings.rebuild(snapshot, byGroup.values().stream().filter(Trouble::rebuilding));
        }
    }

    long stuckHandOvers() {
        return current().mapToLong(Trouble::stuckHandOvers).sum();
    }

    long rebuildingGroups() {
        return current().filter(Trouble::rebuilding).count();
    }

    long heldGroups() {
        return current().filter(Trouble::brakeHolds).count();
    }

    long parkedShards() {
        return current().mapToLong(Trouble::parkedShards).sum();
    }

    private Stream<Trouble> current() {
        Instant now = clock.instant();
        byGroup.values().removeIf(trouble -> trouble.until().isBefore(now));
        return byGroup.values().stream();
    }
}
