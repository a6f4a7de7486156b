package io.shardbeat.assignment.sticky;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.AssignmentProblem;
import io.shardbeat.assignment.Assignor;
import io.shardbeat.testkit.Seeds;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Members that all subscribe to everything. */
class HomogeneousAssignmentTest {
    private final Assignor assignor = new StickyBalancedAssignor();

    @Seeds(500)
    void loadsDifferByAtMostOneInTotalAndPerTopic(long seed) {
        AssignmentProblem problem = Problems.lopsided(new SplittableRandom(seed), 12, 8, 200);

        int[] target = assignor.assign(problem);

        assertThat(target).doesNotContain(AssignmentProblem.NOBODY);
        assertThat(Targets.spread(Targets.loads(problem, target))).isLessThanOrEqualTo(1);
        for (int[] topicLoads : Targets.topicLoads(problem, target)) {
            assertThat(Targets.spread(topicLoads)).isLessThanOrEqualTo(1);
        }
    }

    @Seeds(500)
    void noTargetWithBothBalancesHasFewerMovesByBruteForce(long seed) {
        AssignmentProblem problem = tiny(new SplittableRandom(seed));

        int[] target = assignor.assign(problem);

        assertThat(BruteForce.fewestMoves(problem, t -> Targets.hasBothBalances(problem, t)))
                .hasValue(Targets.moves(problem, target));
    }

    private static AssignmentProblem tiny(SplittableRandom random) {
        return random.nextBoolean() ? Problems.homogeneous(random, 4, 4, 7) : Problems.lopsided(random, 3, 4, 9);
    }

    @Seeds(500)
    void noTargetWithBothBalancesHasFewerMovesByReferenceFlow(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        AssignmentProblem problem = Problems.lopsided(random, 9, 9, 80);
        int[] target = assignor.assign(problem);
        assertThat(Targets.moves(problem, target)).isEqualTo(ReferenceFlow.fewestMovesForBothBalances(problem));

        AssignmentProblem next = Problems.withHolder(problem, target);
        AssignmentProblem changed = random.nextBoolean() || next.members() == 1
                ? Problems.join(next, random.nextInt(next.members() + 1))
                : Problems.leave(next, random.nextInt(next.members()));
        assertThat(Targets.moves(changed, assignor.assign(changed)))
                .isEqualTo(ReferenceFlow.fewestMovesForBothBalances(changed));
    }

    @Seeds(500)
    void oneTopicMovesOnlyWhatIsOverTheQuota(long seed) {
        AssignmentProblem problem = Problems.lopsided(new SplittableRandom(seed), 300, 1, 3000);

        int[] target = assignor.assign(problem);

        int floor = problem.shards() / problem.members();
        int[] over = IntStream.of(Targets.loads(problem, problem.holder()))
                .map(load -> Math.max(0, load - floor))
                .toArray();
        int mayHaveOneMore = (int) IntStream.of(over).filter(o -> o > 0).count();
        int extras = Math.min(problem.shards() % problem.members(), mayHaveOneMore);
        assertThat(Targets.moves(problem, target)).isEqualTo(IntStream.of(over).sum() - extras);
    }

    @Seeds(500)
    void leavingMemberMovesNothingButItsOwnShards(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        AssignmentProblem before = Problems.homogeneous(random, 40, 1, 400);
        AssignmentProblem balanced = Problems.withHolder(before, assignor.assign(before));
        if (balanced.members() == 1) {
            return;
        }
        AssignmentProblem after = Problems.leave(balanced, random.nextInt(balanced.members()));

        assertThat(Targets.moves(after, assignor.assign(after))).isZero();
    }

    @Seeds(500)
    void joiningMemberGetsItsShareAndNothingElseMoves(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        AssignmentProblem before = Problems.homogeneous(random, 40, 1, 400);
        AssignmentProblem balanced = Problems.withHolder(before, assignor.assign(before));
        int joined = random.nextInt(balanced.members() + 1);
        AssignmentProblem after = Problems.join(balanced, joined);

        int[] target = assignor.assign(after);

        assertThat(Targets.moves(after, target)).isEqualTo(Targets.loads(after, target)[joined]);
        assertThat(Targets.loads(after, target)[joined]).isEqualTo(after.shards() / after.members());
    }

    @Test
    void topicsFewerThanMembersDoNotAllGoToTheFirstMembers() {
        AssignmentProblem problem = Problems.free(10, 10, 10);

        int[] target = assignor.assign(problem);

        assertThat(target).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void memberThatLacksAnExtraGetsOneThoughTheOnlyTopicLeftIsOneItHas() {
        // Each of 3 topics has 2 shards: member 0 holds one of topic 0, and members 1 and 2 share topics 1 and 2.
        int[] topicOf = {0, 0, 1, 1, 2, 2};
        int[] holder = {0, AssignmentProblem.NOBODY, 1, 2, 1, 2};
        AssignmentProblem problem = new AssignmentProblem(3, 3, topicOf, holder, null, null, null);

        int[] target = assignor.assign(problem);

        assertThat(Targets.loads(problem, target)).containsOnly(2);
        assertThat(Targets.hasBothBalances(problem, target)).isTrue();
        assertThat(Targets.moves(problem, target)).isEqualTo(1);
    }

    @Test
    void memberPassesTheOneShardMoreOnToAnotherThatKeepsAKeepByIt() {
        // One of the four has three shards. Whoever would be given the third first is not the one that saves a move.
        int[] topicOf = {0, 1, 0, 2, 0, 1, 2, 2, 1};
        int nobody = AssignmentProblem.NOBODY;
        int[] holder = {1, 2, nobody, nobody, 2, 1, 0, nobody, 2};
        AssignmentProblem problem = new AssignmentProblem(4, 3, topicOf, holder, null, null, null);

        int[] target = assignor.assign(problem);

        assertThat(Targets.hasBothBalances(problem, target)).isTrue();
        assertThat(Targets.moves(problem, target)).isEqualTo(1);
    }

    @Test
    void keepsDroppedForTwoLimitsAreGrantedAgainWhereTheyFit() {
        // One of the three has one shard: member 2 has it only if neither of the others drops a keep in vain.
        int[] topicOf = {0, 1, 1, 1, 1};
        int[] holder = {2, 0, 0, 1, 1};
        AssignmentProblem problem = new AssignmentProblem(3, 2, topicOf, holder, null, null, null);

        int[] target = assignor.assign(problem);

        assertThat(Targets.hasBothBalances(problem, target)).isTrue();
        assertThat(Targets.moves(problem, target)).isEqualTo(1);
    }

    @Test
    @Tag("scale")
    void tenThousandMembersAndAHundredThousandShardsAreBalancedAndSticky() {
        for (int topics : new int[] {1, 100, 1000}) {
            AssignmentProblem full = Problems.free(10_000, topics, 100_000);
            AssignmentProblem balanced = Problems.withHolder(full, assignor.assign(full));
            assertThat(Targets.hasBothBalances(full, balanced.holder())).isTrue();
            assertThat(assignor.assign(balanced)).isEqualTo(balanced.holder());

            AssignmentProblem left = Problems.leave(balanced, 5_000);
            int[] afterLeave = assignor.assign(left);
            assertThat(Targets.hasBothBalances(left, afterLeave)).isTrue();
            assertThat(Targets.moves(left, afterLeave)).isZero();

            AssignmentProblem joined = Problems.join(balanced, 5_000);
            int[] afterJoin = assignor.assign(joined);
            assertThat(Targets.hasBothBalances(joined, afterJoin)).isTrue();
            assertThat(Targets.moves(joined, afterJoin)).isEqualTo(Targets.loads(joined, afterJoin)[5_000]);
        }
    }

    @Test
    @Tag("scale")
    void oneMemberThatHadEverythingKeepsItsShare() {
        AssignmentProblem free = Problems.free(1_000, 50, 100_000);
        int[] holder = new int[free.shards()];
        Arrays.fill(holder, 7);
        AssignmentProblem problem = Problems.withHolder(free, holder);

        int[] target = assignor.assign(problem);

        assertThat(Targets.hasBothBalances(problem, target)).isTrue();
        assertThat(Targets.moves(problem, target)).isEqualTo(100_000 - 100);
    }
}
