package io.shardbeat.assignment.subscribed;

import io.shardbeat.assignment.Counting;
import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * Which members may trade loads without making them less even: one that has a shard more and one that has a shard less
 * after the trade, when the step between costs the same at both. Equal steps have one number.
 */
final class LoadSteps {
    /** Per member, the number of the step it would take with one shard more, or -1 if nobody can make up for it. */
    final int[] up;
    /** Per step, where the members that would go down it start in {@link #members}. */
    final int[] starts;
    /** The members that have shards, by the step they would go down with one shard less. */
    final int[] members;

    LoadSteps(SubscriptionGraph graph) {
        long[] costs = LongStream.range(0, graph.members)
                .filter(m -> graph.load[(int) m] > 0)
                .map(m -> cost(2L * graph.load[(int) m] - 1, graph.weight((int) m)))
                .sorted()
                .distinct()
                .toArray();
        int[] down = new int[graph.members];
        this.up = new int[graph.members];
        for (int m = 0; m < graph.members; m++) {
            int step = graph.load[m] == 0 ? -1 : find(costs, 2L * graph.load[m] - 1, graph.weight(m));
            down[m] = step < 0 ? costs.length : step;
            up[m] = find(costs, 2L * graph.load[m] + 1, graph.weight(m));
        }
        this.starts = Counting.starts(down, costs.length + 1, 0);
        this.members = Counting.group(down, starts);
    }

    private static int find(long[] costs, long dividend, int weight) {
        return Math.max(-1, Arrays.binarySearch(costs, cost(dividend, weight)));
    }

    /** The cost as a reduced fraction, packed into one number: both parts fit 31 bits. */
    private static long cost(long dividend, int weight) {
        long a = dividend;
        long b = weight;
        while (b != 0) {
            long rest = a % b;
            a = b;
            b = rest;
        }
        return ((dividend / a) << Integer.SIZE) | (weight / a);
    }
}
