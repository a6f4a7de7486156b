package io.shardbeat.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.assignment.StickyBalancedAssignor;
import io.shardbeat.group.ExpiryWindow;
import io.shardbeat.group.Grant;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupPolicy;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.group.GroupShards;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.HandOver;
import io.shardbeat.group.Lease;
import io.shardbeat.group.Member;
import io.shardbeat.group.Planner;
import io.shardbeat.group.ShardDeaths;
import io.shardbeat.group.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TroublesTest {
    private static final long NOW = 1_000_000;
    private static final long TIMEOUT = 20_000;
    /** After which a hand-over is stuck, where nothing else is set: two session timeouts. */
    private static final long LIMIT = 2 * TIMEOUT;

    private final AtomicLong clock = new AtomicLong(7);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final PassMetrics metrics = new PassMetrics(
            registry, new Troubles(() -> Instant.ofEpochMilli(clock.get()), registry), new HandMetrics(registry));

    @Test
    void aStuckHandOverIsCountedOnceAndGaugedUntilItEnds() {
        commit(LIMIT, false, 1);
        assertThat(stuck()).isOne();
        assertThat(counted("hand_over_stuck")).isOne();

        commit(LIMIT + 5_000, true, 1);
        assertThat(stuck()).isOne();
        assertThat(counted("hand_over_stuck")).isOne();

        commit(LIMIT + 9_000, true);
        assertThat(stuck()).isZero();
    }

    @Test
    void aChangeOfHandsIsTimedByItsCause() {
        commit(TIMEOUT, true);
        assertThat(registry.get("shard.gap").tag("cause", "released").timer().totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(TIMEOUT);
        assertThat(registry.get("shard.gap").tag("cause", "expired").timer().count())
                .isZero();
        assertThat(registry.get("shard.overlaps")
                        .tag("cause", "released")
                        .counter()
                        .count())
                .isZero();
    }

    @Test
    void aChangeOfHandsThatMayOverlapIsCounted() {
        Member dead = new Member(new MemberId("a"), new Grant(ShardSet.of("t", 0), false), false, null);
        Member heir = new Member(
                new MemberId("b"), new Grant(ShardSet.of("t", 1), false), false, new Lease(ShardSet.of("t", 1), 41, 0));
        pass(List.of(dead, heir), List.of(), Watch.NONE);
        assertThat(registry.get("shard.overlaps")
                        .tag("cause", "expired")
                        .counter()
                        .count())
                .isOne();
        assertThat(registry.get("shard.gap").tag("cause", "expired").timer().totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(TIMEOUT);
    }

    @Test
    void aGroupWhosePassesAnotherNodeMakesIsForgotten() {
        commit(LIMIT, false, 1);
        clock.addAndGet(2 * LIMIT);
        assertThat(stuck()).isZero();
    }

    @Test
    void aGroupIsGaugedForAsLongAsTheBrakeHolds() {
        brake(new ExpiryWindow(NOW, 20, 11, NOW + TIMEOUT));
        assertThat(registry.get("brake.holding").gauge().value()).isOne();
        brake(new ExpiryWindow(NOW - TIMEOUT, 20, 11, NOW));
        assertThat(registry.get("brake.holding").gauge().value()).isZero();
        assertThat(counted("expiry_resumed")).isOne();
    }

    @Test
    void aGroupIsGaugedForAsLongAsItsOwnershipIsRebuilt() {
        metrics.committed(rebuilt(NOW + 1), new Planner(new StickyBalancedAssignor()).plan(rebuilt(NOW + 1)));
        assertThat(registry.get("groups.rebuilding").gauge().value()).isOne();
        assertThat(counted("rebuilt")).isZero();

        metrics.committed(rebuilt(NOW), new Planner(new StickyBalancedAssignor()).plan(rebuilt(NOW)));
        assertThat(registry.get("groups.rebuilding").gauge().value()).isZero();
        assertThat(counted("rebuilt")).isOne();
    }

    private static GroupSnapshot rebuilt(long untilMillis) {
        return new GroupSnapshot(
                GroupId.parse("sls/p/t/g"),
                new GroupSettings(20, false, List.of("t")),
                new GroupPolicy(Duration.ofMillis(TIMEOUT), Duration.ZERO, Duration.ZERO),
                42,
                NOW,
                untilMillis,
                0,
                List.of(),
                List.of(),
                Map.of(),
                Watch.NONE,
                GroupShards.open(ShardSet.of("t", 0, 1)),
                41,
                0);
    }

    @Test
    void parkedShardsAreGauged() {
        ShardDeaths parked = new ShardDeaths(3, NOW - 1, NOW + TIMEOUT);
        ShardDeaths over = new ShardDeaths(3, NOW - 1, NOW);
        pass(
                List.of(),
                List.of(),
                new Watch(ExpiryWindow.NONE, Map.of(new ShardId("t", 0), parked, new ShardId("t", 1), over)));
        assertThat(registry.get("shards.parked").gauge().value()).isOne();
    }

    /** A pass over a group without members whose safeguards remember this. */
    private void brake(ExpiryWindow window) {
        pass(List.of(), List.of(), new Watch(window));
    }

    /** A pass over a hand-over that began so long ago, whose holder reports these shards. */
    private void commit(long agoMillis, boolean knownStuck, int... reported) {
        MemberId holder = new MemberId("a");
        HandOver handOver =
                new HandOver(new ShardId("t", 1), holder, new MemberId("b"), 40, NOW - agoMillis, knownStuck, 0);
        List<Member> members = List.of(
                member("a", ShardSet.of("t", 0), true, ShardSet.of("t", reported)),
                member("b", ShardSet.of("t"), false, ShardSet.of("t")));
        pass(members, List.of(handOver), Watch.NONE);
    }

    private void pass(List<Member> members, List<HandOver> handOvers, Watch watch) {
        GroupSnapshot snapshot = new GroupSnapshot(
                GroupId.parse("sls/p/t/g"),
                new GroupSettings(20, false, List.of("t")),
                new GroupPolicy(Duration.ofMillis(TIMEOUT), Duration.ZERO, Duration.ZERO),
                42,
                NOW,
                0,
                0,
                members,
                handOvers,
                Map.of(),
                watch,
                ShardSet.of("t", 0, 1));
        metrics.committed(snapshot, new Planner(new StickyBalancedAssignor()).plan(snapshot));
    }

    private static Member member(String name, ShardSet granted, boolean handing, ShardSet report) {
        return new Member(new MemberId(name), new Grant(granted, handing), false, new Lease(report, 41, 41));
    }

    private double stuck() {
        return registry.get("handover.stuck").gauge().value();
    }

    private double counted(String kind) {
        return registry.get("rebalance.decisions").tag("kind", kind).counter().count();
    }
}
