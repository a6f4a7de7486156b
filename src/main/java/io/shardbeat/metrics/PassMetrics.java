package io.shardbeat.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.shardbeat.coordinator.PassListener;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.group.Decision;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.Plan;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Map;
import org.jboss.logging.Logger;

/** Counts what passes decide and logs what changed hands. */
@ApplicationScoped
public class PassMetrics implements PassListener {
    private static final Logger LOG = Logger.getLogger("io.shardbeat.passes");

    private final Counter quiet;
    private final Counter changing;
    private final Counter stale;
    private final Counter failed;
    private final Troubles troubles;
    private final HandMetrics hands;
    private final Map<Decision.Kind, Counter> decisions = new EnumMap<>(Decision.Kind.class);

    PassMetrics(MeterRegistry registry, Troubles troubles, HandMetrics hands) {
        this.troubles = troubles;
        this.hands = hands;
        quiet = pass(registry, "unchanged");
        changing = pass(registry, "changed");
        stale = pass(registry, "stale");
        failed = pass(registry, "failed");
        for (Decision.Kind kind : Decision.Kind.values()) {
            decisions.put(
                    kind,
                    Counter.builder("rebalance.decisions")
                            .description("what passes decided")
                            .tag("kind", kind.name().toLowerCase(java.util.Locale.ROOT))
                            .register(registry));
        }
    }

    private static Counter pass(MeterRegistry registry, String outcome) {
        return Counter.builder("rebalance.passes")
                .description("passes over groups, by how they ended")
                .tag("outcome", outcome)
                .register(registry);
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
        Map<Decision.Kind, Integer> counts = new EnumMap<>(Decision.Kind.class);
        for (Decision decision : plan.decisions()) {
            counts.merge(decision.kind(), 1, Integer::sum);
        }
        counts.forEach((kind, count) -> {
            Counter counter = decisions.get(kind);
            if (counter != null) {
                counter.increment(count);
            }
        });
        LOG.infof(
                "group=%s members=%d epoch>%d %s",
                snapshot.id(), snapshot.members().size() - plan.expired().size(), snapshot.epoch(), counts);
        Warnings.log(snapshot, plan);
    }

    @Override
    public void stale(GroupId group) {
        stale.increment();
    }

    @Override
    public void failed(GroupId group, Throwable failure) {
        failed.increment();
        Throwable cause = StoreUnavailableException.behind(failure);
        if (StoreUnavailableException.isBehind(failure)) {
            LOG.debugf("pass failed group=%s: %s", group, cause);
        } else if (cause instanceof StoreUnavailableException) {
            LOG.errorf("group=%s is damaged and set apart: %s", group, cause.getMessage());
        } else {
            LOG.errorf(failure, "pass failed group=%s", group);
        }
    }
}
