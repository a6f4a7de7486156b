package io.shardbeat.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.assignment.sticky.StickyBalancedAssignor;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.coordinator.wish.Proposal;
import io.shardbeat.group.Grant;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupPolicy;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.group.GroupShards;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.Lease;
import io.shardbeat.group.Member;
import io.shardbeat.group.plan.Planner;
import io.shardbeat.group.safeguard.SafeguardState;
import io.shardbeat.group.wish.Note;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A count of its own finds as many moves as the planner makes. */
class FewestMovesTest {
    private static final String TOPIC = "topic";

    private final WhatIf whatIf = new WhatIf(new Planner(new StickyBalancedAssignor()));

    @Test
    void aGroupOfOneTopicMovesNoMoreShardsThanItMust() {
        for (long seed = 0; seed < 500; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            GroupSnapshot group = group(random);
            Proposal proposal = proposal(random, group);

            Forecast forecast = whatIf.of(group, proposal.foreseen(group, proposal.applyTo(group, Note.NONE, null)));

            assertThat(forecast.moves()).as("seed %d", seed).hasSize(forecast.movesMinimum());
            assertThat(forecast.spreadAfter()).as("seed %d", seed).isLessThanOrEqualTo(1);
        }
    }

    private static Proposal proposal(SplittableRandom random, GroupSnapshot group) {
        List<MemberId> there = group.members().stream().map(Member::id).toList();
        Set<MemberId> join = random.nextBoolean() ? Set.of() : Set.of(new MemberId("new1"), new MemberId("new2"));
        Set<MemberId> leave = random.nextBoolean() ? Set.of() : Set.of(there.get(0));
        Set<MemberId> drain = random.nextBoolean() || there.size() < 3 ? Set.of() : Set.of(there.get(1));
        Map<String, Integer> shards = random.nextBoolean() ? Map.of() : Map.of(TOPIC, 30);
        return new Proposal(join, leave, drain, Map.of(), Map.of(), shards);
    }

    private static GroupSnapshot group(SplittableRandom random) {
        int size = 2 + random.nextInt(6);
        List<ShardSet.Builder> grants = new ArrayList<>();
        IntStream.range(0, size).forEach(m -> grants.add(new ShardSet.Builder().topic(TOPIC)));
        int shards = random.nextInt(25);
        for (int number = 0; number < shards; number++) {
            grants.get(random.nextInt(size)).add(TOPIC, number);
        }
        List<Member> members = IntStream.range(0, size)
                .mapToObj(m -> new Member(
                        new MemberId("m" + m),
                        new Grant(grants.get(m).build(), false),
                        false,
                        new Lease(grants.get(m).build(), 9, 9)))
                .toList();
        return new GroupSnapshot(
                new GroupId(new Namespace("sls", "p"), TOPIC, "g"),
                new GroupSettings(20, false, List.of(TOPIC)),
                new GroupPolicy(Duration.ofSeconds(20), Duration.ZERO, Duration.ZERO),
                9,
                Instant.ofEpochMilli(1_000_000),
                null,
                null,
                members,
                List.of(),
                Map.of(),
                SafeguardState.NONE,
                GroupShards.open(ShardSet.of(TOPIC, IntStream.range(0, shards).toArray())),
                0,
                null);
    }
}
