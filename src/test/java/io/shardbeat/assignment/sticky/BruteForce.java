package io.shardbeat.assignment.sticky;

import static io.shardbeat.assignment.AssignmentProblem.NOBODY;

import io.shardbeat.assignment.AssignmentProblem;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Tries every legal target of a tiny problem. */
public final class BruteForce {
    private BruteForce() {}

    /** Of all legal targets that pass, the fewest moves. */
    public static OptionalInt fewestMoves(AssignmentProblem problem, Predicate<int[]> passes) {
        int[] best = {Integer.MAX_VALUE};
        forEachTarget(problem, target -> {
            int moves = Targets.moves(problem, target);
            if (moves < best[0] && passes.test(target)) {
                best[0] = moves;
            }
        });
        return best[0] == Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(best[0]);
    }

    /** The least {@link Targets#cost} of all legal targets. */
    public static long leastCost(AssignmentProblem problem) {
        long[] best = {Long.MAX_VALUE};
        forEachTarget(problem, target -> best[0] = Math.min(best[0], Targets.cost(problem, target)));
        return best[0];
    }

    static void forEachTarget(AssignmentProblem problem, Consumer<int[]> action) {
        int[][] choices = new int[problem.shards()][];
        for (int s = 0; s < choices.length; s++) {
            choices[s] = choices(problem, s);
        }
        visit(choices, new int[choices.length], 0, action);
    }

    private static int[] choices(AssignmentProblem problem, int shard) {
        if (Problems.isPinned(problem, shard)) {
            return new int[] {problem.holder()[shard]};
        }
        int[] subscribers = IntStream.range(0, problem.members())
                .filter(m -> Problems.isSubscribed(problem, m, problem.topicOf()[shard]))
                .toArray();
        return subscribers.length == 0 ? new int[] {NOBODY} : subscribers;
    }

    private static void visit(int[][] choices, int[] target, int shard, Consumer<int[]> action) {
        if (shard == choices.length) {
            action.accept(target);
            return;
        }
        for (int member : choices[shard]) {
            target[shard] = member;
            visit(choices, target, shard + 1, action);
        }
    }
}
