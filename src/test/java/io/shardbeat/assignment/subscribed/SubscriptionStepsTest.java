package io.shardbeat.assignment.subscribed;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.AssignmentProblem;
import io.shardbeat.assignment.HolderRuns;
import io.shardbeat.assignment.sticky.BruteForce;
import io.shardbeat.assignment.sticky.Problems;
import io.shardbeat.assignment.sticky.Targets;
import io.shardbeat.testkit.Seeds;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The steps of {@link SubscriptionAssignor} by themselves, so that none can hide behind another. */
class SubscriptionStepsTest {
    @Seeds(500)
    void finishAloneMakesLoadsAsEvenAsCanBeAndSavingThenLeavesTheFewestMoves(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        AssignmentProblem even = Problems.mixed(random, 4, 4, 7);
        AssignmentProblem loose = random.nextBoolean() ? even : Problems.withRandomWeights(even, random);
        AssignmentProblem problem = random.nextInt(3) > 0 ? loose : Problems.withRandomPins(loose, random);
        SubscriptionGraph graph = graph(problem);

        new FreePlacement(graph).place();
        new EveningPaths(graph).finish();
        long least = BruteForce.leastCost(problem);
        assertThat(cost(graph)).isEqualTo(least);

        new CycleCanceller(graph).save();
        assertThat(cost(graph)).isEqualTo(least);
        assertThat(BruteForce.fewestMoves(problem, t -> Targets.cost(problem, t) == least))
                .hasValue(moves(problem, graph));
    }

    @Seeds(500)
    void levellingAloneMakesUnweightedLoadsAsEvenAsFinishing(long seed) {
        AssignmentProblem problem = Problems.mixed(new SplittableRandom(seed), 40, 20, 600);
        SubscriptionGraph levelled = graph(problem);
        SubscriptionGraph finished = graph(problem);

        new FreePlacement(levelled).place();
        new LoadLeveller(levelled).level();
        new FreePlacement(finished).place();
        new EveningPaths(finished).finish();

        assertThat(cost(levelled)).isEqualTo(cost(finished));
    }

    @Seeds(500)
    void levellingDoesNotMakeWeightedLoadsLessEvenOnceFinished(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        AssignmentProblem problem = Problems.withRandomWeights(Problems.mixed(random, 40, 20, 600), random);
        SubscriptionGraph both = graph(problem);
        SubscriptionGraph finished = graph(problem);

        new FreePlacement(both).place();
        new LoadLeveller(both).level();
        new EveningPaths(both).finish();
        new FreePlacement(finished).place();
        new EveningPaths(finished).finish();

        assertThat(cost(both)).isEqualTo(cost(finished));
    }

    @Test
    void membersOfAdjacentLoadsTradePlacesIfThatBringsAShardHome() {
        // Member 0 lost one of its two shards to member 1, which has two now: with 2 and 1 the loads are as even.
        int[][] subscriptions = {{0}, {0, 1}};
        AssignmentProblem problem =
                new AssignmentProblem(2, 2, new int[] {0, 0, 1}, new int[] {0, 0, 1}, subscriptions, null, null);
        SubscriptionGraph graph = graph(problem);
        graph.give(0);
        graph.take(1);

        new CycleCanceller(graph).save();

        assertThat(graph.load).containsExactly(2, 1);
        assertThat(moves(problem, graph)).isZero();
    }

    @Test
    void membersOfLoadsFurtherApartDoNotTradePlaces() {
        int[][] subscriptions = {{0}, {0, 1}};
        AssignmentProblem problem =
                new AssignmentProblem(2, 2, new int[] {0, 0, 0}, new int[] {0, 0, 0}, subscriptions, null, null);
        SubscriptionGraph graph = graph(problem);
        graph.give(0);
        graph.take(1);

        new CycleCanceller(graph).save();

        assertThat(graph.load).containsExactly(2, 1);
    }

    @Test
    void memberWithoutShardsTradesPlacesWithOneThatHasItsOnlyShard() {
        int[][] subscriptions = {{0}, {0}};
        AssignmentProblem problem = new AssignmentProblem(2, 1, new int[1], new int[1], subscriptions, null, null);
        SubscriptionGraph graph = graph(problem);
        graph.give(0);
        graph.take(1);

        new CycleCanceller(graph).save();

        assertThat(graph.load).containsExactly(1, 0);
    }

    @Test
    void membersThatTradedPlacesDoNotTradeAgain() {
        // One shard comes home by a trade, but not the next: loads of 3 and 0 are less even.
        int[][] subscriptions = {{0}, {0}};
        AssignmentProblem problem = new AssignmentProblem(2, 1, new int[3], new int[3], subscriptions, null, null);
        SubscriptionGraph graph = graph(problem);
        for (int moved = 0; moved < 2; moved++) {
            graph.give(0);
            graph.take(1);
        }

        new CycleCanceller(graph).save();

        assertThat(graph.load).containsExactly(2, 1);
    }

    @Test
    void membersOfDifferentWeightTradePlacesWhereAShardCostsTheSame() {
        // The second shard of weight 3 costs 3/3, the first of weight 1 costs 1/1.
        int[][] subscriptions = {{0}, {0}};
        AssignmentProblem problem =
                new AssignmentProblem(2, 1, new int[2], new int[2], subscriptions, new int[] {3, 1}, null);
        SubscriptionGraph graph = graph(problem);
        graph.give(0);
        graph.take(1);

        new CycleCanceller(graph).save();

        assertThat(graph.load).containsExactly(2, 0);
    }

    @Test
    void shardsSwappedByTwoPairsOfMembersAllComeHome() {
        int[] homes = {0, 1, 2, 3};
        SubscriptionGraph graph = graph(allSubscribeToAll(5, 5, homes, homes));
        swap(graph, 0, 1);
        swap(graph, 2, 3);

        new CycleCanceller(graph).save();

        assertThat(graph.count).isEqualTo(graph.have);
    }

    @Test
    void noShardComesHomeIfMoreWouldLeave() {
        // Member 2 has a shard of member 0; for it to come home, members 0 and 1 would each give one of their own.
        int[][] subscriptions = {{0, 1}, {1, 2}, {0, 2}};
        AssignmentProblem problem =
                new AssignmentProblem(3, 3, new int[] {0, 1, 2}, new int[] {0, 0, 1}, subscriptions, null, null);
        SubscriptionGraph graph = graph(problem);
        graph.give(0);
        graph.take(4);
        int[] count = graph.count.clone();

        new CycleCanceller(graph).save();

        assertThat(graph.count).isEqualTo(count);
    }

    @Test
    void freeShardsGoToTheMemberWithTheLeastAndOfEqualsToTheFirst() {
        int nobody = AssignmentProblem.NOBODY;
        SubscriptionGraph graph =
                graph(allSubscribeToAll(3, 1, new int[6], new int[] {0, nobody, nobody, nobody, nobody, nobody}));

        new FreePlacement(graph).place();
        assertThat(graph.load).containsExactly(2, 2, 2);

        SubscriptionGraph four = graph(allSubscribeToAll(3, 1, new int[4], new int[] {2, nobody, nobody, nobody}));
        new FreePlacement(four).place();
        assertThat(four.load).containsExactly(2, 1, 1);
    }

    @Test
    void freeShardsGoFirstToTopicsWithFewSubscribers() {
        // Member 0 can have any of the four shards, member 1 only those of topic 1.
        int[][] subscriptions = {{0, 1}, {1}};
        AssignmentProblem free = Problems.free(2, 2, 4);
        SubscriptionGraph graph = graph(Problems.withSubscriptions(free, subscriptions));

        new FreePlacement(graph).place();

        assertThat(graph.load).containsExactly(2, 2);
    }

    private static AssignmentProblem allSubscribeToAll(int members, int topics, int[] topicOf, int[] holder) {
        int[][] subscriptions = new int[members][];
        Arrays.setAll(subscriptions, m -> IntStream.range(0, topics).toArray());
        return new AssignmentProblem(members, topics, topicOf, holder, subscriptions, null, null);
    }

    private static void swap(SubscriptionGraph graph, int a, int b) {
        graph.give(graph.topics * a + a);
        graph.take(graph.topics * a + b);
        graph.give(graph.topics * b + b);
        graph.take(graph.topics * b + a);
    }

    private static SubscriptionGraph graph(AssignmentProblem problem) {
        return new SubscriptionGraph(problem, problem.subscriptions(), HolderRuns.of(problem));
    }

    private static long cost(SubscriptionGraph graph) {
        return IntStream.range(0, graph.members)
                .mapToLong(m -> 12L * graph.load[m] * graph.load[m] / graph.weight(m))
                .sum();
    }

    /** Held shards that do not stay: counts know no shards, but how many of each topic stay. */
    private static int moves(AssignmentProblem problem, SubscriptionGraph graph) {
        int stay = IntStream.range(0, graph.count.length)
                .map(cell -> Math.min(graph.count[cell], graph.have[cell]))
                .sum();
        return (int) IntStream.of(problem.holder()).filter(m -> m >= 0).count() - stay;
    }
}
