package io.shardbeat.assignment.sticky;

import io.shardbeat.assignment.AssignmentProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A plain minimum-cost flow (Bellman and Ford, one path at a time), slow but short: finds the best balance and the fewest
 * moves for problems too large for {@link BruteForce}. Node 0 is the source and node 1 the sink.
 */
public final class ReferenceFlow {
    /** What one step of balance is worth in moves: more than all moves together. */
    private static final long BALANCE = 1_000_000;

    private record Arc(int from, int to, long cost, int[] room, int back) {}

    private final List<Arc> arcs = new ArrayList<>();
    private final int nodes;

    private ReferenceFlow(int nodes) {
        this.nodes = nodes;
    }

    /**
     * Both balances for members that subscribe to everything. Topics send each member its quota rounded down, which is
     * worth most, and then perhaps one more.
     */
    public static int fewestMovesForBothBalances(AssignmentProblem problem) {
        int[][] have = Targets.topicLoads(problem, problem.holder());
        ReferenceFlow flow = new ReferenceFlow(2 + problem.topics() + problem.members());
        long total = Problems.totalWeight(problem);
        for (int m = 0; m < problem.members(); m++) {
            int memberNode = 2 + problem.topics() + m;
            long weight = Problems.weight(problem, m);
            int quota = (int) (problem.shards() * weight / total);
            flow.add(memberNode, 1, quota, -BALANCE);
            flow.add(memberNode, 1, problem.shards() * weight % total == 0 ? 0 : 1, 0);
            for (int t = 0; t < problem.topics(); t++) {
                int size = size(problem, t);
                int base = (int) (size * weight / total);
                int more = size * weight % total == 0 ? 0 : 1;
                int keep = Math.min(base, have[t][m]);
                flow.add(2 + t, memberNode, keep, -1 - BALANCE);
                flow.add(2 + t, memberNode, base - keep, -BALANCE);
                flow.add(2 + t, memberNode, more, have[t][m] > base ? -1 : 0);
            }
        }
        return flow.moves(problem);
    }

    /** Unweighted members with subscriptions and pins: least sum of squared loads, then fewest moves. */
    static int fewestMovesForLeastSquares(AssignmentProblem problem) {
        int[][] have = Targets.topicLoads(problem, problem.holder());
        ReferenceFlow flow = new ReferenceFlow(2 + problem.topics() + problem.members());
        for (int m = 0; m < problem.members(); m++) {
            int memberNode = 2 + problem.topics() + m;
            for (int load = 0; load < problem.shards(); load++) {
                flow.add(memberNode, 1, 1, (2L * load + 1) * BALANCE);
            }
            for (int t = 0; t < problem.topics(); t++) {
                if (Problems.isSubscribed(problem, m, t)) {
                    flow.add(2 + t, memberNode, have[t][m], -1);
                    flow.add(2 + t, memberNode, problem.shards(), 0);
                }
            }
        }
        return flow.moves(problem);
    }

    private static int size(AssignmentProblem problem, int topic) {
        return (int) Arrays.stream(problem.topicOf()).filter(t -> t == topic).count();
    }

    private void add(int from, int to, int room, long cost) {
        arcs.add(new Arc(from, to, cost, new int[] {room}, arcs.size() + 1));
        arcs.add(new Arc(to, from, -cost, new int[] {0}, arcs.size() - 1));
    }

    /** Held shards that do not stay. The cost of a flow is whole steps of balance less one for each shard that stays. */
    private int moves(AssignmentProblem problem) {
        for (int t = 0; t < problem.topics(); t++) {
            add(0, 2 + t, size(problem, t), 0);
        }
        long cost = 0;
        for (long path = push(); path != Long.MAX_VALUE; path = push()) {
            cost += path;
        }
        long kept = Math.floorMod(-cost, BALANCE);
        return (int) (Arrays.stream(problem.holder()).filter(m -> m >= 0).count() - kept);
    }

    /** Sends one shard along a cheapest path; returns its cost. */
    private long push() {
        long[] cost = new long[nodes];
        Arc[] by = new Arc[nodes];
        Arrays.fill(cost, Long.MAX_VALUE);
        cost[0] = 0;
        for (boolean changed = true; changed; ) {
            changed = false;
            for (Arc arc : arcs) {
                if (arc.room[0] > 0 && cost[arc.from] != Long.MAX_VALUE && cost[arc.from] + arc.cost < cost[arc.to]) {
                    cost[arc.to] = cost[arc.from] + arc.cost;
                    by[arc.to] = arc;
                    changed = true;
                }
            }
        }
        for (int node = 1; cost[1] != Long.MAX_VALUE && node != 0; node = by[node].from) {
            by[node].room[0]--;
            arcs.get(by[node].back).room[0]++;
        }
        return cost[1];
    }
}
