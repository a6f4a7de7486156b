package io.shardbeat.assignment.sticky;

import static io.shardbeat.assignment.AssignmentProblem.NOBODY;

import io.shardbeat.assignment.AssignmentProblem;
import java.util.stream.IntStream;

/** What can be said of a target: its loads, its moves, its cost. Written for clarity, apart from the code under test. */
public final class Targets {
    private Targets() {}

    static int[] loads(AssignmentProblem problem, int[] target) {
        int[] loads = new int[problem.members()];
        for (int member : target) {
            if (member != NOBODY) {
                loads[member]++;
            }
        }
        return loads;
    }

    /** Per topic and member, how many shards the member has. */
    public static int[][] topicLoads(AssignmentProblem problem, int[] target) {
        int[][] loads = new int[problem.topics()][problem.members()];
        for (int s = 0; s < target.length; s++) {
            if (target[s] != NOBODY) {
                loads[problem.topicOf()[s]][target[s]]++;
            }
        }
        return loads;
    }

    /** How many shards leave a holder. */
    static int moves(AssignmentProblem problem, int[] target) {
        return (int) IntStream.range(0, target.length)
                .filter(s -> problem.holder()[s] != NOBODY && problem.holder()[s] != target[s])
                .count();
    }

    static int spread(int[] loads) {
        var summary = IntStream.of(loads).summaryStatistics();
        return summary.getMax() - summary.getMin();
    }

    /** Whether the load is {@code shards * weight / totalWeight}, rounded down or up. */
    static boolean isQuota(int load, long shards, long weight, long totalWeight) {
        long floor = shards * weight / totalWeight;
        long ceiling = (shards * weight + totalWeight - 1) / totalWeight;
        return load == floor || load == ceiling;
    }

    /** Whether total and topic loads are quotas of the weights, rounded down or up. */
    static boolean hasBothBalances(AssignmentProblem problem, int[] target) {
        boolean balanced = areQuotas(problem, loads(problem, target));
        for (int[] topicLoads : topicLoads(problem, target)) {
            balanced &= areQuotas(problem, topicLoads);
        }
        return balanced;
    }

    private static boolean areQuotas(AssignmentProblem problem, int[] loads) {
        long totalWeight = Problems.totalWeight(problem);
        long shards = IntStream.of(loads).sum();
        boolean quotas = true;
        for (int m = 0; m < loads.length && quotas; m++) {
            quotas = isQuota(loads[m], shards, Problems.weight(problem, m), totalWeight);
        }
        return quotas;
    }

    /** The sum of {@code load^2 / weight}, times 12 to be whole for the weights 1 to 4. */
    public static long cost(AssignmentProblem problem, int[] target) {
        int[] loads = loads(problem, target);
        return IntStream.range(0, loads.length)
                .mapToLong(m -> 12L * loads[m] * loads[m] / Problems.weight(problem, m))
                .sum();
    }

    /** Whether every shard with a subscriber has a subscriber, no other shard has anyone, and pinned ones stay. */
    static boolean isLegal(AssignmentProblem problem, int[] target) {
        return IntStream.range(0, problem.shards()).allMatch(s -> isLegal(problem, s, target[s]));
    }

    private static boolean isLegal(AssignmentProblem problem, int shard, int member) {
        int topic = problem.topicOf()[shard];
        if (member == NOBODY) {
            return IntStream.range(0, problem.members()).noneMatch(m -> Problems.isSubscribed(problem, m, topic));
        }
        return Problems.isSubscribed(problem, member, topic)
                && (!Problems.isPinned(problem, shard) || problem.holder()[shard] == member);
    }
}
