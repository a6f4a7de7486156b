package io.shardbeat.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.shardbeat.config.ShardbeatConfig;
import io.shardbeat.coordinator.groups.FleetTrend;
import io.shardbeat.coordinator.groups.FleetTrend.Sample;
import io.shardbeat.coordinator.groups.GroupBrowser;
import io.shardbeat.coordinator.groups.GroupState;
import io.shardbeat.coordinator.groups.GroupTally;
import io.shardbeat.group.GroupId;
import io.shardbeat.schedule.NodeRoll;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;
import org.jboss.logging.Logger;

/**
 * Groups, members and shards by state. One node counts for all, and the others say 0, so that the sum over nodes is right;
 * when that node is gone another one counts from its next second on.
 */
@Singleton
public class CensusMetrics {
    private static final Logger LOG = Logger.getLogger(CensusMetrics.class);

    private static final Map<String, ToIntFunction<GroupTally>> MEMBERS =
            Map.of("alive", GroupTally::alive, "pending", GroupTally::pending, "silent", GroupTally::silent);

    private static final Map<String, ToIntFunction<GroupTally>> SHARDS = Map.of(
            "held", GroupTally::held,
            "handing-over", GroupTally::handingOver,
            "free", GroupTally::free,
            "resting", GroupTally::resting);

    private final NodeRoll nodes;
    private final Census census;
    private final FleetTrend trend;
    private final InstantSource clock;
    private final long everyNanos;
    private final GoneGroups gone = new GoneGroups();
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();
    private long nextNanos = System.nanoTime();
    private boolean counted;

    CensusMetrics(
            MeterRegistry registry,
            NodeRoll nodes,
            GroupBrowser browser,
            FleetTrend trend,
            InstantSource clock,
            ShardbeatConfig config) {
        this.nodes = nodes;
        this.trend = trend;
        this.clock = clock;
        this.census = new Census(browser);
        this.everyNanos = config.metrics().census().toNanos();
        Gauge.builder("shardbeat.groups.gone", gone, GoneGroups::count)
                .description("groups that were there before Redis lost data and are not there since; told as those are")
                .register(registry);
        for (GroupState state : GroupState.values()) {
            gauge(registry, "shardbeat.groups", "groups, by state", state.word());
        }
        MEMBERS.keySet()
                .forEach(state -> gauge(registry, "shardbeat.members", "members of all groups, by state", state));
        SHARDS.keySet().forEach(state -> gauge(registry, "shardbeat.shards", "shards of all groups, by state", state));
    }

    private void gauge(MeterRegistry registry, String name, String what, String state) {
        String key = name + " " + state;
        Gauge.builder(name, counts, all -> all.getOrDefault(key, 0))
                .description(what + "; told by the one node that counts, 0 by the others")
                .tag("state", state)
                .register(registry);
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void second() {
        if (!nodes.isChosen()) {
            if (counted) {
                counts.clear();
                gone.forget();
                counted = false;
            }
            nextNanos = System.nanoTime();
            return;
        }
        if (System.nanoTime() - nextNanos < 0) {
            return;
        }
        nextNanos = System.nanoTime() + everyNanos;
        try {
            Set<GroupId> before = census.groups();
            List<GroupTally> groups = census.take();
            note(groups);
            trend.note(sample(groups));
            gone.note(before, census.groups(), nodes.view());
        } catch (RuntimeException e) {
            LOG.debugf("groups were not counted: %s", e);
        }
    }

    private Sample sample(List<GroupTally> groups) {
        return new Sample(
                clock.millis(),
                groups.size(),
                (int) groups.stream()
                        .filter(group -> FleetTrend.isUnwell(group.state()))
                        .count(),
                groups.stream()
                        .mapToInt(group -> group.alive() + group.pending() + group.silent())
                        .sum(),
                groups.stream().mapToInt(GroupTally::handingOver).sum());
    }

    private void note(List<GroupTally> groups) {
        counted = true;
        for (GroupState state : GroupState.values()) {
            counts.put("shardbeat.groups " + state.word(), (int)
                    groups.stream().filter(group -> group.state() == state).count());
        }
        MEMBERS.forEach((state, of) -> counts.put(
                "shardbeat.members " + state, groups.stream().mapToInt(of).sum()));
        SHARDS.forEach((state, of) -> counts.put(
                "shardbeat.shards " + state, groups.stream().mapToInt(of).sum()));
    }
}
