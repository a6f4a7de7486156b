package io.shardbeat.group.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.sticky.StickyBalancedAssignor;
import io.shardbeat.group.FenceMargin;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.HandOver;
import io.shardbeat.group.Member;
import io.shardbeat.testkit.Seeds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;

/** Plans that are committed in parts, over random legal groups: every state in between is legal, and the end is the same. */
@Tag("long")
class PlanPartTest {
    private static final int BLOCK = 100;
    private static final int STEPS = 100;

    private interface Check {
        void of(GroupSnapshot before, Plan part, GroupSnapshot after);
    }

    /** Looks at every part of the plan; ends with the group that needs no more. */
    private static GroupSnapshot apply(GroupSnapshot group, Planner planner, Check check) {
        Iterator<Plan> parts = planner.parts(group).iterator();
        for (int number = 0; number < STEPS; number++) {
            Plan part = parts.next();
            GroupSnapshot after = part.applyTo(group, group.epoch() + 1);
            check.of(group, part, after);
            if (!part.more()) {
                assertThat(parts.hasNext()).isFalse();
                return after;
            }
            parts = parts.hasNext() ? parts : planner.parts(after).iterator();
            group = after;
        }
        throw new AssertionError("no end after " + STEPS + " parts");
    }

    private static void forEachPart(long block, Check check) {
        forEachGroup(block, (group, planner) -> apply(group, planner, check));
    }

    private static void forEachGroup(long block, BiConsumer<GroupSnapshot, Planner> check) {
        for (long seed = block * BLOCK; seed < (block + 1) * BLOCK; seed++) {
            GroupSnapshot group = RandomGroups.snapshot(seed);
            for (int writes = 1; writes <= 5; writes += 2) {
                try {
                    check.accept(group, planner(writes));
                } catch (AssertionError e) {
                    throw new AssertionError(
                            "group of seed " + seed + ", writes " + writes + ": " + e.getMessage() + "\nof: " + group,
                            e);
                }
            }
        }
    }

    private static Planner planner(int limit) {
        return new Planner(new StickyBalancedAssignor(), limit);
    }

    @Seeds(25)
    void noPartWritesMuchMoreThanItMay(long seed) {
        forEachPart(seed, (before, part, after) -> {
            boolean lastDeath = part.expired().size() <= 1;
            assertThat(lastDeath ? 0 : part.writes()).isLessThan(20);
        });
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

    @Seeds(25)
    void thePartsTogetherAreTheWholePlan(long seed) {
        forEachGroup(seed, (group, planner) -> {
            List<Plan> parts = new ArrayList<>();
            apply(group, planner, (before, part, after) -> parts.add(part));
            Plan sum = Plan.inSequence(parts);
            Plan whole = planner.plan(group);
            GroupSnapshot together = sum.applyTo(group, group.epoch() + 1);
            GroupSnapshot atOnce = whole.applyTo(group, group.epoch() + 1);
            assertThat(together.members()).isEqualTo(atOnce.members());
            assertThat(together.handOvers()).containsExactlyInAnyOrderElementsOf(atOnce.handOvers());
            assertThat(together.fences()).isEqualTo(atOnce.fences());
            assertThat(together.watch()).isEqualTo(atOnce.watch());
            assertThat(sum.nextDue()).isEqualTo(whole.nextDue());
            assertThat(sum.decisions()).containsExactlyInAnyOrderElementsOf(whole.decisions());
        });
    }

    private static Map<ShardId, MemberId> holders(GroupSnapshot group) {
        Map<ShardId, MemberId> holders = new HashMap<>();
        group.members()
                .forEach(member -> member.grant().shards().shards().forEach(shard -> holders.put(shard, member.id())));
        return holders;
    }
}
