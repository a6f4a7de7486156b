package io.shardbeat.assignment.even;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.AssignmentProblem;
import io.shardbeat.assignment.HolderRuns;
import io.shardbeat.assignment.sticky.Problems;
import io.shardbeat.assignment.sticky.ReferenceFlow;
import io.shardbeat.assignment.sticky.Targets;
import io.shardbeat.testkit.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** The search by itself: in {@link HomogeneousAssignor} greed leaves it little to do. */
class MinCostFlowTest {
    @Seeds(500)
    void searchAloneGrantsAllExtrasAndTheMostKeeps(long seed) {
        AssignmentProblem problem = problem(new SplittableRandom(seed));
        ExtraShares extras = extras(problem);

        new MinCostFlow(extras).grantKeeps();
        boolean all = new MinCostFlow(extras).grantAll();

        assertThat(all).isTrue();
        assertIsBalanced(extras);
        assertThat(moves(problem, extras)).isEqualTo(ReferenceFlow.fewestMovesForBothBalances(problem));
    }

    @Seeds(500)
    void searchAfterGreedGrantsTheMostKeeps(long seed) {
        AssignmentProblem problem = problem(new SplittableRandom(seed));
        ExtraShares extras = extras(problem);

        new KeepGreedy(extras).grant();
        new MinCostFlow(extras).grantKeeps();
        new MinCostFlow(extras).grantAll();

        assertIsBalanced(extras);
        assertThat(moves(problem, extras)).isEqualTo(ReferenceFlow.fewestMovesForBothBalances(problem));
    }

    @Seeds(500)
    void fillsAreListedAlikeByTopicAndByMember(long seed) {
        ExtraShares extras = extras(problem(new SplittableRandom(seed)));

        new MinCostFlow(extras).grantKeeps();
        new MinCostFlow(extras).grantAll();

        List<List<Integer>> byTopic = new ArrayList<>();
        for (int t = 0; t < extras.need.length; t++) {
            for (int i = 0; i < extras.fills.members(t); i++) {
                byTopic.add(List.of(t, extras.fills.member(t, i)));
            }
        }
        List<List<Integer>> byMember = new ArrayList<>();
        for (int m = 0; m < extras.members; m++) {
            for (int i = 0; i < extras.fills.topics(m); i++) {
                byMember.add(List.of(extras.fills.topic(m, i), m));
            }
        }
        assertThat(byMember).containsExactlyInAnyOrderElementsOf(byTopic).doesNotHaveDuplicates();
    }

    private static AssignmentProblem problem(SplittableRandom random) {
        AssignmentProblem even = Problems.lopsided(random, 9, 9, 80);
        return random.nextInt(3) > 0 ? even : Problems.withRandomWeights(even, random);
    }

    private static ExtraShares extras(AssignmentProblem problem) {
        HolderRuns holdings = HolderRuns.of(problem);
        int[] weights = problem.weights();
        Quotas quotas = new Quotas(
                problem.members(),
                holdings.topicSizes(),
                weights == null ? null : Arrays.stream(weights).asLongStream().toArray());
        return new ExtraShares(quotas, Objects.requireNonNull(RetainableExtras.of(holdings, quotas, null)));
    }

    private static void assertIsBalanced(ExtraShares extras) {
        assertThat(extras.need).containsOnly(0);
        assertThat(extras.spare).isZero();
        for (int m = 0; m < extras.members; m++) {
            assertThat(extras.taken[m]).isBetween(extras.quotas.low[m], extras.quotas.high[m]);
        }
    }

    /** Held shards that do not stay: each member keeps its base as far as it has it, and one more for each keep granted. */
    private static int moves(AssignmentProblem problem, ExtraShares extras) {
        int[][] have = Targets.topicLoads(problem, problem.holder());
        int stay = 0;
        for (int t = 0; t < have.length; t++) {
            for (int m = 0; m < have[t].length; m++) {
                stay += Math.min(have[t][m], extras.quotas.base(t, m));
            }
        }
        for (boolean granted : extras.granted) {
            stay += granted ? 1 : 0;
        }
        return (int) IntStream.of(problem.holder()).filter(m -> m >= 0).count() - stay;
    }
}
