package io.shardbeat.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.testkit.Seeds;
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
        new LoadFinish(graph).finish();
        long least = BruteForce.leastCost(problem);
        assertThat(cost(graph)).isEqualTo(least);

        new MoveSaver(graph).save();
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
        new LoadFinish(finished).finish();

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
        new LoadFinish(both).finish();
        new FreePlacement(finished).place();
        new LoadFinish(finished).finish();

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

        new MoveSaver(graph).save();

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

        new MoveSaver(graph).save();

        assertThat(graph.load).containsExactly(2, 1);
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

    private static SubscriptionGraph graph(AssignmentProblem problem) {
        return new SubscriptionGraph(problem, problem.subscriptions(), Holdings.of(problem));
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
