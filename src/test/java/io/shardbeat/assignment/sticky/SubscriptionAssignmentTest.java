package io.shardbeat.assignment.sticky;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.AssignmentProblem;
import io.shardbeat.assignment.Assignor;
import io.shardbeat.assignment.subscribed.SubscriptionAssignor;
import io.shardbeat.testkit.Seeds;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Members that subscribe to different topics. */
class SubscriptionAssignmentTest {
    private final Assignor assignor = new StickyBalancedAssignor();

    @Seeds(500)
    void everyShardWithASubscriberGoesToASubscriber(long seed) {
        AssignmentProblem problem = Problems.mixed(new SplittableRandom(seed), 15, 10, 200);

        assertThat(Targets.isLegal(problem, assignor.assign(problem))).isTrue();
    }

    @Seeds(500)
    void noTargetIsMoreEvenNorAsEvenWithFewerMovesByBruteForce(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        AssignmentProblem even = Problems.mixed(random, 4, 4, 7);
        AssignmentProblem loose = random.nextBoolean() ? even : Problems.withRandomWeights(even, random);
        AssignmentProblem problem = random.nextInt(3) > 0 ? loose : Problems.withRandomPins(loose, random);
        // Parts whose members share all topics have quotas instead; here all are to have least cost.
        int[][] subscriptions = problem.subscriptions();

        int[] target = SubscriptionAssignor.assign(problem, subscriptions);

        long least = BruteForce.leastCost(problem);
        assertThat(Targets.cost(problem, target)).isEqualTo(least);
        assertThat(BruteForce.fewestMoves(problem, t -> Targets.cost(problem, t) == least))
                .hasValue(Targets.moves(problem, target));
    }

    @Seeds(500)
    void noTargetIsAsEvenWithFewerMovesByReferenceFlow(long seed) {
        AssignmentProblem problem = Problems.mixed(new SplittableRandom(seed), 10, 8, 60);

        int[] target = SubscriptionAssignor.assign(problem, problem.subscriptions());

        assertThat(Targets.moves(problem, target)).isEqualTo(ReferenceFlow.fewestMovesForLeastSquares(problem));
    }

    @Seeds(500)
    void noChainOfMovesEvensTheLoads(long seed) {
        AssignmentProblem problem = Problems.mixed(new SplittableRandom(seed), 40, 30, 1000);

        int[] target = assignor.assign(problem);

        int[] loads = Targets.loads(problem, target);
        for (int giver = 0; giver < loads.length; giver++) {
            boolean[] reachable = reachable(problem, target, giver);
            for (int taker = 0; taker < loads.length; taker++) {
                assertThat(reachable[taker] && loads[giver] > loads[taker] + 1).isFalse();
            }
        }
    }

    /** The members that can have one shard more if the giver has one less and the others as many as before. */
    private static boolean[] reachable(AssignmentProblem problem, int[] target, int giver) {
        int[][] topicLoads = Targets.topicLoads(problem, target);
        boolean[] reached = new boolean[problem.members()];
        reached[giver] = true;
        for (boolean changed = true; changed; ) {
            changed = false;
            for (int t = 0; t < problem.topics(); t++) {
                int topic = t;
                boolean open =
                        IntStream.range(0, problem.members()).anyMatch(m -> reached[m] && topicLoads[topic][m] > 0);
                for (int m = 0; m < problem.members() && open; m++) {
                    changed |= !reached[m] && Problems.isSubscribed(problem, m, t);
                    reached[m] |= Problems.isSubscribed(problem, m, t);
                }
            }
        }
        return reached;
    }

    @Seeds(500)
    void subscriptionsToEverythingAreLikeNone(long seed) {
        AssignmentProblem problem = Problems.lopsided(new SplittableRandom(seed), 12, 8, 100);
        int[] all = IntStream.range(0, problem.topics()).toArray();
        int[][] subscriptions = new int[problem.members()][];
        Arrays.setAll(subscriptions, m -> all.clone());

        assertThat(assignor.assign(Problems.withSubscriptions(problem, subscriptions)))
                .isEqualTo(assignor.assign(problem));
    }

    @Seeds(500)
    void teamsWithTopicsOfTheirOwnAreBalancedEachByItself(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        AssignmentProblem problem = Problems.lopsided(random, 15, 9, 200);
        int teams = random.nextInt(2, 4);
        int[][] subscriptions = new int[problem.members()][];
        Arrays.setAll(
                subscriptions,
                m -> IntStream.range(0, problem.topics())
                        .filter(t -> t % teams == m % teams)
                        .toArray());

        int[] target = assignor.assign(Problems.withSubscriptions(problem, subscriptions));

        for (int team = 0; team < teams; team++) {
            int inTeam = team;
            int[] members = IntStream.range(0, problem.members())
                    .filter(m -> m % teams == inTeam)
                    .toArray();
            int[] loads = Targets.loads(problem, target);
            assertSpread(IntStream.of(members).map(m -> loads[m]).toArray());
            for (int[] topic : Targets.topicLoads(problem, target)) {
                assertSpread(IntStream.of(members).map(m -> topic[m]).toArray());
            }
        }
        assertThat(Targets.isLegal(Problems.withSubscriptions(problem, subscriptions), target))
                .isTrue();
    }

    private static void assertSpread(int[] loads) {
        assertThat(loads.length == 0 ? 0 : Targets.spread(loads)).isLessThanOrEqualTo(1);
    }

    @Test
    void holderThatDoesNotSubscribeLosesTheShard() {
        int[][] subscriptions = {{0}, {1}};
        AssignmentProblem problem =
                new AssignmentProblem(2, 2, new int[] {0, 1}, new int[] {1, 1}, subscriptions, null, null);

        assertThat(assignor.assign(problem)).containsExactly(0, 1);
    }

    @Test
    void topicNobodySubscribesToHasNobody() {
        int[][] subscriptions = {{0}, {0}};
        AssignmentProblem problem =
                new AssignmentProblem(2, 2, new int[] {0, 0, 1}, new int[] {0, 1, 1}, subscriptions, null, null);

        assertThat(assignor.assign(problem)).containsExactly(0, 1, AssignmentProblem.NOBODY);
    }

    @Test
    void shardsPassThroughMembersThatSubscribeToBothTopics() {
        // Members 0 and 1 share topic 0, members 1 and 2 topic 1: member 2 can get shards only from member 1.
        int[][] subscriptions = {{0}, {0, 1}, {1}};
        int[] topicOf = {0, 0, 0, 0, 1, 1};
        int[] holder = {0, 0, 0, 0, 1, 1};
        AssignmentProblem problem = new AssignmentProblem(3, 2, topicOf, holder, subscriptions, null, null);

        int[] target = assignor.assign(problem);

        assertThat(Targets.loads(problem, target)).containsExactly(2, 2, 2);
        assertThat(Targets.moves(problem, target)).isEqualTo(4);
    }

    @Test
    void shardThatOthersMadeRoomForComesHomeAgain() {
        // Member 1 can only be given the shard of member 2, who then has room for the free one: nothing else moves.
        int[][] subscriptions = {{0, 2}, {1}, {0, 1, 2}};
        int[] holder = {2, AssignmentProblem.NOBODY, 0};
        AssignmentProblem problem = new AssignmentProblem(3, 3, new int[] {1, 2, 0}, holder, subscriptions, null, null);

        assertThat(assignor.assign(problem)).containsExactly(1, 2, 0);
    }

    @Test
    void teamsShareTheirTopicsByWeight() {
        int[][] subscriptions = {{0}, {0}, {1}, {1}};
        AssignmentProblem problem = Problems.withWeights(
                Problems.withSubscriptions(Problems.free(4, 2, 8), subscriptions), new int[] {1, 3, 3, 1});

        assertThat(Targets.loads(problem, assignor.assign(problem))).containsExactly(1, 3, 3, 1);
    }

    @Test
    @Tag("scale")
    void tenThousandMembersAndAHundredThousandShardsAreBalancedAndSticky() {
        SplittableRandom random = new SplittableRandom(1);
        int[][] subscriptions = new int[10_000][];
        Arrays.setAll(
                subscriptions,
                m -> random.ints(0, 100).distinct().limit(10).sorted().toArray());
        AssignmentProblem full = Problems.withSubscriptions(Problems.free(10_000, 100, 100_000), subscriptions);

        int[] target = assignor.assign(full);

        assertThat(Targets.isLegal(full, target)).isTrue();
        assertThat(Targets.spread(Targets.loads(full, target))).isZero();
        assertThat(assignor.assign(Problems.withHolder(full, target))).isEqualTo(target);
    }
}
