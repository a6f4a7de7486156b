package io.shardbeat.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.assignment.sticky.StickyBalancedAssignor;
import io.shardbeat.group.Grant;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupPolicy;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.group.GroupShards;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.HandOver;
import io.shardbeat.group.Lease;
import io.shardbeat.group.Member;
import io.shardbeat.group.plan.Planner;
import io.shardbeat.group.safeguard.ExpiryWindow;
import io.shardbeat.group.safeguard.SafeguardState;
import io.shardbeat.group.safeguard.ShardDeaths;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TroublesTest {
    private static final Instant NOW = Instant.ofEpochMilli(1_000_000);
    private static final long TIMEOUT = 20_000;
    /** After which a hand-over is stuck, where nothing else is set: two session timeouts. */
    private static final long LIMIT = 2 * TIMEOUT;

    private final AtomicLong clock = new AtomicLong(7);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final PassMetrics metrics = new PassMetrics(
            registry,
            new Troubles(() -> Instant.ofEpochMilli(clock.get()), registry),
            new HandMetrics(registry),
            new DecisionMetrics(registry),
            new LeaseEnds());

    @Test
    void aStuckHandOverIsCountedOnceAndGaugedUntilItEnds() {
        commit(LIMIT, false, 1);
        assertThat(stuck()).isOne();
        assertThat(counted("hand-over-stuck")).isOne();

        commit(LIMIT + 5_000, true, 1);
        assertThat(stuck()).isOne();
        assertThat(counted("hand-over-stuck")).isOne();

        commit(LIMIT + 9_000, true);
        assertThat(stuck()).isZero();
    }

    @Test
    void aChangeOfHandsIsTimedByItsCause() {
        commit(TIMEOUT, true);
        assertThat(registry.get("shardbeat.gap.duration")
                        .tag("cause", "released")
                        .timer()
                        .totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(TIMEOUT);
        assertThat(registry.get("shardbeat.gap.duration")
                        .tag("cause", "expired")
                        .timer()
                        .count())
                .isZero();
        assertThat(registry.get("shardbeat.hand.over.duration")
                        .tag("end", "handed-over")
                        .timer()
                        .totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(TIMEOUT);
    }

    @Test
    void anOrdinaryExpiryIsNoOverlapAndItsShardHasMoved() {
        Member dead = new Member(new MemberId("a"), new Grant(ShardSet.of("t", 0), false), false, null);
        Member heir = new Member(
                new MemberId("b"), new Grant(ShardSet.of("t", 1), false), false, new Lease(ShardSet.of("t", 1), 41, 0));
        pass(List.of(dead, heir), List.of(), SafeguardState.NONE);
        assertThat(registry.find("shardbeat.overlaps").counters())
                .allSatisfy(overlaps -> assertThat(overlaps.count()).isZero());
        assertThat(registry.get("shardbeat.moves")
                        .tag("cause", "expired")
                        .counter()
                        .count())
                .isOne();
        assertThat(registry.get("shardbeat.members.expired").counter().count()).isOne();
        assertThat(registry.get("shardbeat.gap.duration")
                        .tag("cause", "expired")
                        .timer()
                        .totalTime(TimeUnit.MILLISECONDS))
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
        brake(new ExpiryWindow(NOW, 20, 11, NOW.plusMillis(TIMEOUT)));
        assertThat(registry.get("shardbeat.brakes.holding").gauge().value()).isOne();
        brake(new ExpiryWindow(NOW.minusMillis(TIMEOUT), 20, 11, NOW));
        assertThat(registry.get("shardbeat.brakes.holding").gauge().value()).isZero();
        assertThat(counted("expiry-resumed")).isOne();
    }

    @Test
    void aGroupIsGaugedForAsLongAsItsOwnershipIsRebuilt() {
        metrics.committed(
                rebuilt(NOW.plusMillis(1)), new Planner(new StickyBalancedAssignor()).plan(rebuilt(NOW.plusMillis(1))));
        assertThat(registry.get("shardbeat.groups.rebuilding").gauge().value()).isOne();
        assertThat(counted("rebuilt")).isZero();

        metrics.committed(rebuilt(NOW), new Planner(new StickyBalancedAssignor()).plan(rebuilt(NOW)));
        assertThat(registry.get("shardbeat.groups.rebuilding").gauge().value()).isZero();
        assertThat(counted("rebuilt")).isOne();
    }

    private static GroupSnapshot rebuilt(Instant until) {
        return new GroupSnapshot(
                GroupId.parse("sls/p/t/g"),
                new GroupSettings(20, false, List.of("t")),
                new GroupPolicy(Duration.ofMillis(TIMEOUT), Duration.ZERO, Duration.ZERO),
                42,
                NOW,
                until,
                null,
                List.of(),
                List.of(),
                Map.of(),
                SafeguardState.NONE,
                GroupShards.open(ShardSet.of("t", 0, 1)),
                41,
                null);
    }

    @Test
    void parkedShardsAreGauged() {
        ShardDeaths parked = new ShardDeaths(3, NOW.minusMillis(1), NOW.plusMillis(TIMEOUT));
        ShardDeaths over = new ShardDeaths(3, NOW.minusMillis(1), NOW);
        pass(
                List.of(),
                List.of(),
                new SafeguardState(ExpiryWindow.NONE, Map.of(new ShardId("t", 0), parked, new ShardId("t", 1), over)));
        assertThat(registry.get("shardbeat.shards.parked").gauge().value()).isOne();
    }

    /** A pass over a group without members whose safeguards remember this. */
    private void brake(ExpiryWindow window) {
        pass(List.of(), List.of(), new SafeguardState(window));
    }

    /** A pass over a hand-over that began so long ago, whose holder reports these shards. */
    private void commit(long agoMillis, boolean knownStuck, int... reported) {
        MemberId holder = new MemberId("a");
        HandOver handOver = new HandOver(
                new ShardId("t", 1), holder, new MemberId("b"), 40, NOW.minusMillis(agoMillis), knownStuck, null);
        List<Member> members = List.of(
                member("a", ShardSet.of("t", 0), true, ShardSet.of("t", reported)),
                member("b", ShardSet.of("t"), false, ShardSet.of("t")));
        pass(members, List.of(handOver), SafeguardState.NONE);
    }

    private void pass(List<Member> members, List<HandOver> handOvers, SafeguardState watch) {
        GroupSnapshot snapshot = new GroupSnapshot(
                GroupId.parse("sls/p/t/g"),
                new GroupSettings(20, false, List.of("t")),
                new GroupPolicy(Duration.ofMillis(TIMEOUT), Duration.ZERO, Duration.ZERO),
                42,
                NOW,
                null,
                null,
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
        return registry.get("shardbeat.hand.overs.stuck").gauge().value();
    }

    private double counted(String kind) {
        return registry.get("shardbeat.decisions")
                .tag("decision", kind)
                .counter()
                .count();
    }
}
