package io.shardbeat.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.coordinator.pass.PassListener;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.plan.Plan;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Counts and times passes, and has told what they decided. */
@Startup
@ApplicationScoped
public class PassMetrics implements PassListener {
    private static final Duration[] BUCKETS = Buckets.millis(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000);

    private final Counter quiet;
    private final Counter changing;
    private final Counter conflicts;
    private final Counter failed;
    private final Counter unavailable;
    private final Timer duration;
    private final Troubles troubles;
    private final HandMetrics hands;
    private final DecisionMetrics decisions;
    private final PassLog log;

    PassMetrics(
            MeterRegistry registry,
            Troubles troubles,
            HandMetrics hands,
            DecisionMetrics decisions,
            LeaseEnds leaseEnds) {
        this.troubles = troubles;
        this.hands = hands;
        this.decisions = decisions;
        log = new PassLog(leaseEnds);
        quiet = pass(registry, "unchanged");
        changing = pass(registry, "changed");
        conflicts = pass(registry, "conflict");
        failed = pass(registry, "failed");
        unavailable = pass(registry, "store_unavailable");
        duration = Timer.builder("shardbeat.pass.duration")
                .description("of a pass over a group, from its claim to its last commit")
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    private static Counter pass(MeterRegistry registry, String outcome) {
        return Counter.builder("shardbeat.passes")
                .description("passes over groups, by how they ended; one that conflicts is made again")
                .tag("outcome", outcome)
                .register(registry);
    }

    @Override
    public Runnable begun(GroupId group) {
        long since = System.nanoTime();
        return () -> duration.record(System.nanoTime() - since, TimeUnit.NANOSECONDS);
    }

    @Override
    public void committed(GroupSnapshot snapshot, Plan plan) {
        troubles.note(snapshot, plan);
        if (plan.changesNothing()) {
            quiet.increment();
            return;
        }
        changing.increment();
        hands.note(snapshot, plan);
        decisions.note(plan);
        log.changed(snapshot, plan);
    }

    @Override
    public void stale(GroupId group) {
        conflicts.increment();
    }

    @Override
    public void failed(GroupId group, Throwable failure) {
        (StoreUnavailableException.isBehind(failure) ? unavailable : failed).increment();
        PassLog.failed(group, failure);
    }
}
