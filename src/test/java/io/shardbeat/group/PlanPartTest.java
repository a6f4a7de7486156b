package io.shardbeat.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.StickyBalancedAssignor;
import io.shardbeat.testkit.AppliedPlan;
import io.shardbeat.testkit.Seeds;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Plans that are committed in parts, over random legal groups: every state in between is legal, and the end is the same. */
class PlanPartTest {
    private static final int BLOCK = 200;
    private static final int STEPS = 60;

    private interface Check {
        void of(GroupSnapshot before, Plan part, GroupSnapshot after);
    }

    /** Looks at every part of every plan; ends with the group that needs no more. */
    private static GroupSnapshot apply(GroupSnapshot group, Planner planner, Check check) {
        for (int step = 0; step < STEPS; step++) {
            Plan part = planner.plan(group);
            GroupSnapshot after = AppliedPlan.to(group, part, group.epoch() + 1);
            check.of(group, part, after);
            if (!part.isPartOfMore(group)) {
                return after;
            }
            group = after;
        }
        throw new AssertionError("no end after " + STEPS + " parts");
    }

    private static void forEachPart(long block, Check check) {
        for (long seed = block * BLOCK; seed < (block + 1) * BLOCK; seed++) {
            GroupSnapshot group = RandomGroups.snapshot(seed);
            for (int limit = 1; limit <= 3; limit++) {
                try {
                    apply(group, planner(limit), check);
                } catch (AssertionError e) {
                    throw new AssertionError(
                            "group of seed " + seed + ", limit " + limit + ": " + e.getMessage() + "\nof: " + group, e);
                }
            }
        }
    }

    private static Planner planner(int limit) {
        return new Planner(new StickyBalancedAssignor(), limit);
    }

    @Seeds(25)
    void noPartWritesMoreGrantsThanItMay(long seed) {
        for (int limit = 1; limit <= 3; limit++) {
            int most = limit;
            apply(
                    RandomGroups.snapshot(seed),
                    planner(limit),
                    (before, part, after) -> assertThat(part.grants().size()).isLessThanOrEqualTo(most));
        }
    }

    @Seeds(25)
    void afterEveryPartAShardIsInOneGrantOrInHandOver(long seed) {
        forEachPart(seed, (before, part, after) -> {
            Set<ShardId> held = new HashSet<>();
            after.members()
                    .forEach(member -> member.grant()
                            .shards()
                            .shards()
                            .forEach(shard -> assertThat(held.add(shard))
                                    .as("%s is held once", shard)
                                    .isTrue()));
            after.handOvers().forEach(handOver -> assertThat(held).doesNotContain(handOver.shard()));
        });
    }

    @Seeds(25)
    void noPartTakesAShardAwayUnlessItIsHandedOverOrItsHolderIsDead(long seed) {
        forEachPart(seed, (before, part, after) -> {
            Set<ShardId> handedOver =
                    after.handOvers().stream().map(HandOver::shard).collect(Collectors.toSet());
            Map<ShardId, MemberId> holders = holders(after);
            holders(before)
                    .forEach((shard, holder) -> assertThat(holder.equals(holders.get(shard))
                                    || handedOver.contains(shard)
                                    || part.expired().contains(holder))
                            .as("%s of %s", shard, holder)
                            .isTrue());
        });
    }

    @Seeds(25)
    void aHandOverOnlyEndsByReleaseDeathOrReturn(long seed) {
        forEachPart(seed, (before, part, after) -> {
            Map<ShardId, HandOver> still =
                    after.handOvers().stream().collect(Collectors.toMap(HandOver::shard, handOver -> handOver));
            for (HandOver was : before.handOvers()) {
                HandOver now = still.get(was.shard());
                boolean over = now == null || !now.holder().equals(was.holder());
                assertThat(!over || mayEnd(was, before, part, after))
                        .as("%s", was)
                        .isTrue();
            }
        });
    }

    private static boolean mayEnd(HandOver was, GroupSnapshot before, Plan part, GroupSnapshot after) {
        Optional<Member> holder = before.members().stream()
                .filter(member -> member.id().equals(was.holder()))
                .findFirst();
        boolean dead = holder.isEmpty() || part.expired().contains(was.holder());
        boolean rested = before.policy().fenceMargin().equals(FenceMargin.NONE)
                || after.fences().containsKey(was.shard());
        boolean released = RandomGroups.hasRested(was, before);
        return dead && rested || released || was.holder().equals(holders(after).get(was.shard()));
    }

    @Seeds(25)
    void whoHandsSomethingOverIsMarkedAfterEveryPart(long seed) {
        forEachPart(
                seed,
                (before, part, after) -> after.members().forEach(member -> {
                    boolean hands = after.handOvers().stream()
                            .anyMatch(handOver -> handOver.holder().equals(member.id()));
                    assertThat(member.grant().handingOver() || !hands)
                            .as("%s", member)
                            .isTrue();
                }));
    }

    @Seeds(25)
    void theLastPartLeavesNothingToDo(long seed) {
        for (int limit = 1; limit <= 3; limit++) {
            GroupSnapshot end = apply(RandomGroups.snapshot(seed), planner(limit), (before, part, after) -> {});
            assertThat(new Planner(new StickyBalancedAssignor()).plan(end).changesNothing())
                    .isTrue();
        }
    }

    private static Map<ShardId, MemberId> holders(GroupSnapshot group) {
        Map<ShardId, MemberId> holders = new HashMap<>();
        group.members()
                .forEach(member -> member.grant().shards().shards().forEach(shard -> holders.put(shard, member.id())));
        return holders;
    }
}
