package io.shardbeat.assignment.sticky;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.AssignmentProblem;
import io.shardbeat.assignment.Assignor;
import io.shardbeat.testkit.Seeds;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PinnedAssignmentTest {
    private final Assignor assignor = new StickyBalancedAssignor();

    @Seeds(500)
    void pinnedShardsStayAndAllOthersAreAssigned(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        AssignmentProblem even = Problems.lopsided(random, 12, 8, 200);
        AssignmentProblem problem =
                Problems.withRandomPins(random.nextBoolean() ? even : Problems.withRandomWeights(even, random), random);

        assertThat(Targets.isLegal(problem, assignor.assign(problem))).isTrue();
    }

    @Seeds(500)
    void bothBalancesAreHadWithTheFewestMovesWherePinsAllow(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        AssignmentProblem even = Problems.homogeneous(random, 4, 4, 7);
        AssignmentProblem problem =
                Problems.withRandomPins(random.nextBoolean() ? even : Problems.withRandomWeights(even, random), random);

        int[] target = assignor.assign(problem);

        OptionalInt fewest = BruteForce.fewestMoves(problem, t -> Targets.hasBothBalances(problem, t));
        assertThat(Targets.hasBothBalances(problem, target)).isEqualTo(fewest.isPresent());
        fewest.ifPresent(moves -> assertThat(Targets.moves(problem, target)).isEqualTo(moves));
    }

    @Seeds(500)
    void totalLoadsAreAsEvenAsPinsAllow(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        AssignmentProblem problem = Problems.withRandomPins(Problems.lopsided(random, 4, 4, 7), random);

        int[] target = assignor.assign(problem);

        assertThat(Targets.cost(problem, target)).isEqualTo(BruteForce.leastCost(problem));
    }

    @Seeds(500)
    void onlyMembersWithManyPinsHaveMoreThanOneMoreThanAnother(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        AssignmentProblem problem = Problems.withRandomPins(Problems.lopsided(random, 30, 10, 1000), random);

        int[] target = assignor.assign(problem);

        int[] loads = Targets.loads(problem, target);
        int least = IntStream.of(loads).min().orElseThrow();
        boolean[] hasLoose = new boolean[problem.members()];
        for (int s = 0; s < target.length; s++) {
            hasLoose[target[s]] |= !Problems.isPinned(problem, s);
        }
        for (int m = 0; m < loads.length; m++) {
            assertThat(hasLoose[m] && loads[m] > least + 1).isFalse();
        }
    }

    @Test
    void pinnedShardOfATopicItsHolderLeftIsFree() {
        int[][] subscriptions = {{0}, {0, 1}};
        boolean[] pinned = {false, true};
        AssignmentProblem problem =
                new AssignmentProblem(2, 2, new int[] {0, 1}, new int[] {0, 0}, subscriptions, null, pinned);

        assertThat(assignor.assign(problem)).containsExactly(0, 1);
    }

    @Test
    void pinnedShardOfNobodyIsFree() {
        boolean[] pinned = {true, true};
        AssignmentProblem problem = Problems.withPins(Problems.free(2, 1, 2), pinned);

        assertThat(Targets.loads(problem, assignor.assign(problem))).containsExactly(1, 1);
    }

    @Test
    void memberWithMorePinsThanItsShareGetsNothingElse() {
        boolean[] pinned = {true, true, true, true, false, false, false};
        int[] holder = {0, 0, 0, 0, 0, 0, 0};
        AssignmentProblem problem = new AssignmentProblem(3, 1, new int[7], holder, null, null, pinned);

        int[] target = assignor.assign(problem);

        assertThat(Targets.loads(problem, target)[0]).isEqualTo(4);
        assertThat(IntStream.of(Targets.loads(problem, target)).skip(1)).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void pinsAtAMembersLimitLeaveBothBalances() {
        // Member 0 has two of five shards by its pins, and is due one of topic 1 as well.
        int[] topicOf = {0, 0, 0, 1, 1};
        int[] holder = {0, 0, 1, 1, 1};
        boolean[] pinned = {true, true, false, false, false};
        AssignmentProblem problem = new AssignmentProblem(2, 2, topicOf, holder, null, null, pinned);

        int[] target = assignor.assign(problem);

        assertThat(Targets.hasBothBalances(problem, target)).isTrue();
        assertThat(Targets.moves(problem, target)).isEqualTo(1);
    }

    @Test
    void pinsThatUseTheOneShardMoreLeaveNoneForOthers() {
        // Four topics of one shard: one of the three members has two, and the pins say which.
        int[] holder = {0, 0, 1, 1};
        boolean[] pinned = {true, true, false, false};
        AssignmentProblem problem = new AssignmentProblem(3, 4, new int[] {0, 1, 2, 3}, holder, null, null, pinned);

        assertThat(Targets.loads(problem, assignor.assign(problem))).containsExactly(2, 1, 1);
    }

    @Test
    void memberWithoutAShardOfATopicThatPinsFillHasMoreOfOthers() {
        // Topic 0 is pinned to members 0 and 1, two each; with topic 1, all three are due three.
        int nobody = AssignmentProblem.NOBODY;
        int[] topicOf = {0, 0, 0, 0, 1, 1, 1, 1, 1};
        int[] holder = {0, 0, 1, 1, nobody, nobody, nobody, nobody, nobody};
        boolean[] pinned = {true, true, true, true, false, false, false, false, false};
        AssignmentProblem problem = new AssignmentProblem(3, 2, topicOf, holder, null, null, pinned);

        int[] target = assignor.assign(problem);

        assertThat(Targets.isLegal(problem, target)).isTrue();
        assertThat(Targets.loads(problem, target)).containsOnly(3);
    }

    @Test
    void memberHasBothShardsOfATopicIfThePinsOfOthersLeaveNoOtherWay() {
        // Members 1 and 2 are full with topics 1 and 2, and member 0 has one of two shards of topic 0 already.
        int[] topicOf = {0, 0, 1, 1, 2, 2};
        int[] holder = {0, AssignmentProblem.NOBODY, 1, 2, 1, 2};
        boolean[] pinned = {true, false, true, true, true, true};
        AssignmentProblem problem = new AssignmentProblem(3, 3, topicOf, holder, null, null, pinned);

        assertThat(assignor.assign(problem)).containsExactly(0, 0, 1, 2, 1, 2);
    }

    @Test
    void pinsAboveALightMembersLevelDoNotRaiseThatOfTheOthers() {
        // Member 2 is over its share by its pins; members 0 and 1, of four times its weight, have four of the rest
        // each.
        int[] holder = {0, 0, 0, 0, 1, 2, 2, 2, 0, 0, 0};
        boolean[] pinned = {true, true, true, true, true, true, true, true, false, false, false};
        AssignmentProblem problem = new AssignmentProblem(3, 1, new int[11], holder, null, new int[] {4, 4, 1}, pinned);

        assertThat(Targets.loads(problem, assignor.assign(problem))).containsExactly(4, 4, 3);
    }

    @Test
    void pinsOfHugeWeightsDoNotOverflow() {
        AssignmentProblem free = Problems.free(100, 10, 300_000);
        int[] weights = new int[100];
        boolean[] pinned = new boolean[300_000];
        Arrays.fill(weights, Integer.MAX_VALUE - 5);
        weights[3] = Integer.MAX_VALUE;
        Arrays.fill(pinned, 0, 15_000, true);
        int[] holder = new int[300_000];
        AssignmentProblem problem =
                Problems.withPins(Problems.withWeights(Problems.withHolder(free, holder), weights), pinned);

        int[] loads = Targets.loads(problem, assignor.assign(problem));

        assertThat(loads[0]).isEqualTo(15_000);
        assertThat(IntStream.of(loads).skip(1)).allMatch(load -> load == 2878 || load == 2879);
    }
}
