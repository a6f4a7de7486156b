package io.shardbeat.group.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.assignment.sticky.StickyBalancedAssignor;
import io.shardbeat.group.FenceMargin;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.HandOver;
import io.shardbeat.group.Member;
import io.shardbeat.testkit.Seeds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The invariants of the coordination model that a single pass must keep, over random legal groups. */
class PlannerPropertiesTest {
    private static final Planner PLANNER = new Planner(new StickyBalancedAssignor());
    /** The number of the first group. */
    long first() {
        return 0;
    }

    /** Groups per test: a seed stands for a block, so that reports stay readable. */
    int block() {
        return 60;
    }

    private interface Check {
        void of(GroupSnapshot before, Plan plan, GroupSnapshot after);
    }

    private void forEachGroup(long number, Check check) {
        for (long seed = first() + number * block(); seed < first() + (number + 1) * block(); seed++) {
            GroupSnapshot before = RandomGroups.snapshot(seed);
            Plan plan = PLANNER.plan(before);
            try {
                check.of(before, plan, plan.applyTo(before, before.epoch() + 1));
            } catch (AssertionError e) {
                throw new AssertionError(
                        "group of seed " + seed + ": " + e.getMessage() + "\nbefore: " + before + "\nplan: " + plan, e);
            }
        }
    }

    @Seeds(25)
    void oneGrantI1(long seed) {
        forEachGroup(seed, (before, plan, after) -> {
            Map<ShardId, MemberId> holders = holders(after);
            after.handOvers().forEach(handOver -> assertThat(holders).doesNotContainKey(handOver.shard()));
        });
    }

    @Seeds(25)
    void noEarlyGrantI2(long seed) {
        forEachGroup(seed, (before, plan, after) -> {
            Map<ShardId, MemberId> was = holders(before);
            holders(after).forEach((shard, member) -> {
                if (!member.equals(was.get(shard))) {
                    assertThat(mayBeGranted(shard, member, before, plan))
                            .as("%s to %s", shard, member)
                            .isTrue();
                }
            });
        });
    }

    /** In words: it was free and rested, or its holder is dead without a margin, or has let go, or gets it back. */
    private static boolean mayBeGranted(ShardId shard, MemberId to, GroupSnapshot before, Plan plan) {
        MemberId holder = holders(before).get(shard);
        if (holder != null) {
            return isFreedByDeath(holder, before, plan);
        }
        for (HandOver handOver : before.handOvers()) {
            if (handOver.shard().equals(shard)) {
                return handOver.holder().equals(to)
                        || isFreedByDeath(handOver.holder(), before, plan)
                        || RandomGroups.hasRested(handOver, before);
            }
        }
        return !before.fences().getOrDefault(shard, Instant.EPOCH).isAfter(before.now());
    }

    private static boolean isFreedByDeath(MemberId holder, GroupSnapshot before, Plan plan) {
        return before.policy().fenceMargin().equals(FenceMargin.NONE)
                && (plan.expired().contains(holder) || member(before, holder) == null);
    }

    @Seeds(25)
    void onlyMembersWithoutALeaseExpireAndOnlyWhenExpiryIsNotHeldBack(long seed) {
        forEachGroup(seed, (before, plan, after) -> {
            Set<MemberId> silent = before.members().stream()
                    .filter(member -> member.lease() == null)
                    .map(Member::id)
                    .collect(Collectors.toSet());
            boolean held = before.now().isBefore(before.expiryHeldUntil());
            assertThat(plan.expired()).isEqualTo(held ? Set.of() : silent);
        });
    }

    @Seeds(25)
    void nothingIsOrphanedI4(long seed) {
        forEachGroup(seed, (before, plan, after) -> {
            Set<ShardId> accounted = new TreeSet<>(holders(after).keySet());
            after.handOvers().forEach(handOver -> accounted.add(handOver.shard()));
            after.fences().forEach((shard, until) -> accounted.add(shard));
            if (!after.members().isEmpty()) {
                assertThat(accounted).containsAll(after.shards().shards());
            }
        });
    }

    @Seeds(25)
    void grantsOnlyHaveShardsOfTheCatalogAndSayWhoHandsOver(long seed) {
        forEachGroup(
                seed,
                (before, plan, after) -> after.members().forEach(member -> {
                    assertThat(after.shards().shards())
                            .containsAll(member.grant().shards().shards());
                    assertThat(member.pending()).isFalse();
                    assertThat(member.grant().handingOver())
                            .isEqualTo(after.handOvers().stream()
                                    .anyMatch(h -> h.holder().equals(member.id())));
                }));
    }

    @Seeds(25)
    void aSecondPassOverTheCommittedGroupChangesNothing(long seed) {
        forEachGroup(seed, (before, plan, after) -> {
            Plan second = PLANNER.plan(after);
            assertThat(second.changesNothing()).as("%s", second).isTrue();
        });
    }

    @Seeds(25)
    void theOrderOfTheInputsDoesNotMatter(long seed) {
        forEachGroup(seed, (before, plan, after) -> {
            GroupSnapshot shuffled = shuffled(before, new Random(seed));
            Plan other = PLANNER.plan(shuffled);
            assertThat(other.applyTo(shuffled, before.epoch() + 1).members())
                    .containsExactlyInAnyOrderElementsOf(after.members());
            assertThat(Set.copyOf(other.handOvers())).isEqualTo(Set.copyOf(plan.handOvers()));
            assertThat(other.endedHandOvers()).isEqualTo(plan.endedHandOvers());
            assertThat(other.fences()).isEqualTo(plan.fences());
            assertThat(other.nextDue()).isEqualTo(plan.nextDue());
        });
    }

    private static GroupSnapshot shuffled(GroupSnapshot group, Random random) {
        List<Member> members = new ArrayList<>(group.members());
        List<HandOver> handOvers = new ArrayList<>(group.handOvers());
        Collections.shuffle(members, random);
        Collections.shuffle(handOvers, random);
        return new GroupSnapshot(
                group.id(),
                group.settings(),
                group.policy(),
                group.epoch(),
                group.now(),
                group.expiryHeldUntil(),
                group.formingSince(),
                members,
                handOvers,
                new HashMap<>(group.fences()),
                group.watch(),
                group.assignable(),
                group.rebuildEpoch(),
                group.created());
    }

    @Seeds(25)
    void membersThatObeyReachBalanceAndThenNothingMovesI5I6(long seed) {
        forEachGroup(seed, (before, plan, after) -> {
            GroupSnapshot group = after;
            for (int round = 0; round < 6; round++) {
                group = ObedientMembers.beat(group);
                group = PLANNER.plan(group).applyTo(group, group.epoch() + 1);
            }
            assertThat(group.handOvers()).isEmpty();
            assertThat(PLANNER.plan(ObedientMembers.beat(group)).changesNothing())
                    .isTrue();
            assertBalanced(group);
        });
    }

    private static void assertBalanced(GroupSnapshot group) {
        List<Integer> loads =
                group.members().stream().map(m -> m.grant().shards().size()).toList();
        if (!loads.isEmpty()) {
            assertThat(Collections.max(loads) - Collections.min(loads))
                    .as("spread of %s", loads)
                    .isLessThanOrEqualTo(1);
            assertThat(holders(group).keySet())
                    .isEqualTo(new TreeSet<>(group.shards().shards()));
        }
    }

    @Seeds(25)
    void aBalancedGroupOfOneTopicLosesNoMoreShardsToANewcomerThanItsShareI6(long seed) {
        forEachGroup(seed, (before, plan, after) -> {
            if (before.settings().topics().size() > 1) {
                return; // balance in every topic, too, can cost moves among the others
            }
            GroupSnapshot group = after;
            for (int round = 0; round < 6; round++) {
                group = ObedientMembers.beat(group);
                group = PLANNER.plan(group).applyTo(group, group.epoch() + 1);
            }
            Plan second = PLANNER.plan(ObedientMembers.with(group, new MemberId("newcomer")));
            int members = group.members().size();
            int share = members == 0 ? 0 : group.shards().size() / (members + 1);
            assertThat(second.handOvers()).hasSize(share);
        });
    }

    private static Map<ShardId, MemberId> holders(GroupSnapshot group) {
        Map<ShardId, MemberId> holders = new HashMap<>();
        for (Member member : group.members()) {
            ShardSet shards = member.grant().shards();
            shards.shards()
                    .forEach(shard -> assertThat(holders.put(shard, member.id()))
                            .as("holder of %s besides %s", shard, member.id())
                            .isNull());
        }
        return holders;
    }

    private static Member member(GroupSnapshot group, MemberId id) {
        return group.members().stream()
                .filter(member -> member.id().equals(id))
                .findFirst()
                .orElse(null);
    }
}
