package io.shardbeat.assignment.sticky;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.AssignmentProblem;
import io.shardbeat.assignment.Assignor;
import io.shardbeat.testkit.Seeds;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Members of different capacity that subscribe to everything: loads are quotas by weight, rounded down or up. */
class WeightedAssignmentTest {
    private final Assignor assignor = new StickyBalancedAssignor();

    @Seeds(500)
    void loadsAreTheQuotaRoundedDownOrUpInTotalAndPerTopic(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        AssignmentProblem even = Problems.lopsided(random, 12, 8, 300);
        AssignmentProblem problem = Problems.withWeights(
                even, random.ints(even.members(), 1, random.nextInt(2, 1000)).toArray());

        int[] target = assignor.assign(problem);

        assertThat(target).doesNotContain(AssignmentProblem.NOBODY);
        assertThat(Targets.hasBothBalances(problem, target)).isTrue();
    }

    @Seeds(500)
    void noTargetWithBothBalancesHasFewerMovesByBruteForce(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        AssignmentProblem problem = Problems.withRandomWeights(Problems.homogeneous(random, 4, 4, 7), random);

        int[] target = assignor.assign(problem);

        assertThat(BruteForce.fewestMoves(problem, t -> Targets.hasBothBalances(problem, t)))
                .hasValue(Targets.moves(problem, target));
    }

    @Seeds(500)
    void noTargetWithBothBalancesHasFewerMovesByReferenceFlow(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        AssignmentProblem problem = Problems.withRandomWeights(Problems.lopsided(random, 9, 9, 80), random);

        assertThat(Targets.moves(problem, assignor.assign(problem)))
                .isEqualTo(ReferenceFlow.fewestMovesForBothBalances(problem));
    }

    @Seeds(500)
    void equalWeightsAreLikeNone(long seed) {
        AssignmentProblem problem = Problems.lopsided(new SplittableRandom(seed), 12, 8, 100);
        int[] sevens = new int[problem.members()];
        Arrays.fill(sevens, 7);

        assertThat(assignor.assign(Problems.withWeights(problem, sevens))).isEqualTo(assignor.assign(problem));
    }

    @Test
    void memberOfTwiceTheWeightHasTwiceTheShards() {
        AssignmentProblem problem = Problems.withWeights(Problems.free(3, 1, 12), new int[] {1, 2, 1});

        assertThat(Targets.loads(problem, assignor.assign(problem))).containsExactly(3, 6, 3);
    }

    @Test
    void freeShardsGoToTheLargestRemainder() {
        AssignmentProblem problem = Problems.withWeights(Problems.free(3, 1, 1), new int[] {2, 9, 3});

        assertThat(assignor.assign(problem)).containsExactly(1);
    }

    @Test
    void freeShardsGoToTheLargestRemainderEvenOfASmallWeight() {
        // Three shards are 2.25 and 0.75.
        AssignmentProblem problem = Problems.withWeights(Problems.free(2, 1, 3), new int[] {3, 1});

        assertThat(Targets.loads(problem, assignor.assign(problem))).containsExactly(2, 1);
    }

    @Test
    void memberWithAWholeQuotaKeepsNoShardMore() {
        // Member 0 has four of six shards and is due three, though 1.5 of each topic.
        int[] topicOf = {0, 0, 0, 1, 1, 1};
        int[] holder = {0, 0, 1, 0, 0, 2};
        AssignmentProblem problem = new AssignmentProblem(3, 2, topicOf, holder, null, new int[] {2, 1, 1}, null);

        int[] target = assignor.assign(problem);

        assertThat(Targets.loads(problem, target)[0]).isEqualTo(3);
        assertThat(Targets.hasBothBalances(problem, target)).isTrue();
        assertThat(Targets.moves(problem, target)).isEqualTo(1);
    }

    @Test
    void memberWithAWholeQuotaIsGivenNoShardMore() {
        // Two topics of one shard each: member 0 is due half of each, and one in all.
        AssignmentProblem problem = Problems.withWeights(Problems.free(3, 2, 2), new int[] {2, 1, 1});

        assertThat(Targets.loads(problem, assignor.assign(problem))[0]).isEqualTo(1);
    }

    @Test
    @Tag("scale")
    void largestWeightsDoNotOverflow() {
        int[] weights = {Integer.MAX_VALUE, Integer.MAX_VALUE - 1, Integer.MAX_VALUE / 2};
        AssignmentProblem problem = Problems.withWeights(Problems.free(3, 10, 500_000), weights);

        assertThat(Targets.hasBothBalances(problem, assignor.assign(problem))).isTrue();
    }

    @Test
    @Tag("scale")
    void tenThousandMembersAndAHundredThousandShardsAreBalancedAndSticky() {
        AssignmentProblem even = Problems.free(10_000, 100, 100_000);
        AssignmentProblem full = Problems.withRandomWeights(even, new SplittableRandom(1));

        int[] target = assignor.assign(full);

        assertThat(Targets.hasBothBalances(full, target)).isTrue();
        assertThat(assignor.assign(Problems.withHolder(full, target))).isEqualTo(target);
    }
}
