package io.shardbeat.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.assignment.sticky.StickyBalancedAssignor;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.group.FenceMargin;
import io.shardbeat.group.Grant;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupPolicy;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.group.GroupShards;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.Lease;
import io.shardbeat.group.Member;
import io.shardbeat.group.Safeguards;
import io.shardbeat.group.plan.Plan;
import io.shardbeat.group.plan.Planner;
import io.shardbeat.group.safeguard.SafeguardState;
import io.shardbeat.group.wish.Departure;
import io.shardbeat.group.wish.Drain;
import io.shardbeat.group.wish.Note;
import io.shardbeat.group.wish.Park;
import io.shardbeat.group.wish.Pause;
import io.shardbeat.group.wish.Pin;
import io.shardbeat.group.wish.Weight;
import io.shardbeat.group.wish.Wishes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** In a quiet group: margins pass, members beat every second and do what they are told, one heartbeat after they heard of it. */
class DryRunTest {
    private static final long START = 1_000_000;
    private static final long TIMEOUT = 20_000;
    private static final long STEP = 1_000;
    private static final Planner PLANNER = new Planner(new StickyBalancedAssignor());
    private static final GroupPolicy POLICY = new GroupPolicy(
            Duration.ofMillis(TIMEOUT),
            new FenceMargin(Duration.ofSeconds(3)),
            Duration.ofSeconds(2),
            Duration.ZERO,
            Safeguards.DEFAULT);

    static LongStream someSeeds() {
        return LongStream.range(0, 60);
    }

    static LongStream moreSeeds() {
        return LongStream.range(60, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("someSeeds")
    void whatADryRunSaysIsWhatThenHappens(long seed) {
        happensAsSaid(seed);
    }

    @Tag("long")
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("moreSeeds")
    void soItIsWithMoreSeeds(long seed) {
        happensAsSaid(seed);
    }

    private static void happensAsSaid(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        GroupSnapshot group = live(group(1 + random.nextInt(6), 1 + random.nextInt(20)));
        Wishes wished = wishes(random, group);

        Forecast forecast = new WhatIf(PLANNER).of(group, wished);

        Map<ShardId, MemberId> expected = owners(group);
        forecast.moves().forEach(move -> {
            if (move.to() == null) {
                expected.remove(move.shard());
            } else {
                expected.put(move.shard(), move.to());
            }
        });
        assertThat(owners(live(group.wishing(wished)))).as("%s", wished).isEqualTo(expected);
    }

    private static GroupSnapshot group(int members, int shards) {
        List<Member> joined = IntStream.range(0, members)
                .mapToObj(m ->
                        new Member(new MemberId("m" + m), Grant.NOTHING, true, new Lease(ShardSet.of("t"), START, 0)))
                .toList();
        return with(
                new GroupSnapshot(
                        new GroupId(new Namespace("sls", "p"), "t", "g"),
                        new GroupSettings(20, false, List.of("t")),
                        POLICY,
                        START,
                        Instant.ofEpochMilli(START),
                        null,
                        null,
                        joined,
                        List.of(),
                        Map.of(),
                        SafeguardState.NONE,
                        GroupShards.open(
                                ShardSet.of("t", IntStream.range(0, shards).toArray())),
                        0,
                        null),
                Instant.ofEpochMilli(START),
                joined);
    }

    private static Wishes wishes(SplittableRandom random, GroupSnapshot group) {
        Instant later = group.now().plusSeconds(3_600);
        Note note = new Note("", group.now(), "seeded");
        Wishes wishes = Wishes.NONE;
        for (int i = 0; i <= random.nextInt(3); i++) {
            MemberId member =
                    group.members().get(random.nextInt(group.members().size())).id();
            ShardId shard = new ShardId("t", random.nextInt(group.shards().size()));
            Instant end = group.now().plusMillis(TIMEOUT - random.nextInt(5_000));
            wishes = switch (random.nextInt(8)) {
                case 0 -> wishes.withDrain(member, new Drain(later, false, note));
                case 1 -> wishes.withDeparture(member, Departure.evicted(true, end, note));
                case 2 -> wishes.withDeparture(member, Departure.left(later, note));
                case 3 -> wishes.withPin(shard, new Pin(member, note));
                case 4 -> wishes.withPark(shard, new Park(later, note));
                case 5 -> wishes.withPause(new Pause(Pause.Mode.BALANCE, later, note));
                case 6 -> wishes.withPause(new Pause(Pause.Mode.ALL, later, note));
                default -> wishes.withWeight(member, new Weight(1 + random.nextInt(4), note));
            };
        }
        return wishes;
    }

    /** Two minutes. */
    private static GroupSnapshot live(GroupSnapshot group) {
        GroupSnapshot now = group;
        for (long time = 0; time < 120_000; time += STEP) {
            Plan plan = PLANNER.plan(now);
            now = plan.applyTo(now, Math.max(now.epoch() + 1, now.now().toEpochMilli()));
            now = beat(now);
        }
        return now;
    }

    private static GroupSnapshot beat(GroupSnapshot group) {
        Instant at = group.now().plusMillis(STEP);
        List<Member> members = new ArrayList<>();
        for (Member member : group.members()) {
            Lease last = member.lease();
            Lease lease =
                    new Lease(member.grant().shards(), group.epoch(), last.answeredEpoch(), at.plusMillis(TIMEOUT));
            members.add(new Member(member.id(), member.grant(), member.pending(), lease));
        }
        return with(group, at, members);
    }

    private static GroupSnapshot with(GroupSnapshot group, Instant now, List<Member> members) {
        return new GroupSnapshot(
                group.id(),
                group.settings(),
                group.policy(),
                group.epoch(),
                now,
                null,
                null,
                members,
                group.handOvers(),
                group.fences(),
                group.watch(),
                group.assignable(),
                group.wishes(),
                0,
                null);
    }

    private static Map<ShardId, MemberId> owners(GroupSnapshot group) {
        Map<ShardId, MemberId> owners = new TreeMap<>();
        group.members()
                .forEach(member -> member.grant().shards().shards().forEach(shard -> owners.put(shard, member.id())));
        return owners;
    }
}
