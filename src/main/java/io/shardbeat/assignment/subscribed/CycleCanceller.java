package io.shardbeat.assignment.subscribed;

import io.shardbeat.assignment.NodeQueue;
import java.util.Arrays;

/**
 * Brings shards back to their holders where the loads stay as even as they are: along cycles in which more shards come
 * home than leave it (negative cycles of a minimum-cost flow). When none is left, no target as even has fewer moves.
 *
 * <p>Costs start at 0 everywhere, so only nodes on the way from a shard that left home are ever looked at.
 */
public final class CycleCanceller {
    /**
     * How often the graph's cells may be gone through in all. Past that the target stands as it is: as even as can be,
     * but perhaps with more moves than it needs.
     */
    private static final int MAX_ROUNDS = 200;

    private static final int NONE = SubscriptionGraph.NO_NODE;

    private final SubscriptionGraph graph;
    private final int firstStep;
    /** Per node (members, topics, then steps): how many shards come home on the way to it, as a cost below 0. */
    private final int[] cost;
    /** Per node, the node before it on that way. */
    private final int[] from;
    /** Per node, the cell between. */
    private final int[] via;

    private LoadSteps steps;
    private final NodeQueue queue;
    private long work;
    /** A node on the cycle found. */
    private int onCycle;

    CycleCanceller(SubscriptionGraph graph) {
        this.graph = graph;
        this.firstStep = graph.members + graph.topics;
        int nodes = firstStep + graph.members;
        this.cost = new int[nodes];
        this.from = new int[nodes];
        this.via = new int[nodes];
        this.queue = new NodeQueue(nodes);
        this.steps = new LoadSteps(graph);
    }

    void save() {
        long maxWork = (long) MAX_ROUNDS * (cost.length + graph.cellMember.length);
        while (work < maxWork && findCycle(maxWork)) {
            if (turn()) {
                steps = new LoadSteps(graph);
            }
        }
    }

    private boolean findCycle(long maxWork) {
        Arrays.fill(cost, 0);
        Arrays.fill(from, NONE);
        queue.clear();
        onCycle = NONE;
        for (int cell = 0; cell < graph.count.length; cell++) {
            if (graph.count[cell] < graph.have[cell]) {
                queue.addLast(graph.members + graph.cellTopic[cell]);
            }
        }
        while (!queue.isEmpty() && onCycle == NONE && work < maxWork) {
            int node = queue.poll();
            if (node < graph.members) {
                leaveMember(node);
            } else if (node < firstStep) {
                leaveTopic(node);
            } else {
                leaveStep(node);
            }
        }
        return onCycle != NONE;
    }

    private void leaveMember(int member) {
        for (int cell = graph.memberCells[member]; cell < graph.memberCells[member + 1]; cell++) {
            if (graph.canGive(cell, false)) {
                int leavesHome = graph.count[cell] <= graph.have[cell] ? 1 : 0;
                reach(graph.members + graph.cellTopic[cell], member, cell, leavesHome);
            }
        }
        work += graph.memberCells[member + 1] - graph.memberCells[member] + 1;
        if (steps.up[member] != NONE) {
            reach(firstStep + steps.up[member], member, NONE, 0);
        }
    }

    private void leaveTopic(int node) {
        int topic = node - graph.members;
        for (int i = graph.topicCells[topic]; i < graph.topicCells[topic + 1]; i++) {
            int cell = graph.cellsByTopic[i];
            int comesHome = graph.count[cell] < graph.have[cell] ? 1 : 0;
            reach(graph.cellMember[cell], node, cell, -comesHome);
        }
        work += graph.topicCells[topic + 1] - graph.topicCells[topic];
    }

    private void leaveStep(int node) {
        int step = node - firstStep;
        for (int i = steps.starts[step]; i < steps.starts[step + 1]; i++) {
            reach(steps.members[i], node, NONE, 0);
        }
        work += steps.starts[step + 1] - steps.starts[step];
    }

    private void reach(int node, int before, int cell, int arcCost) {
        if (onCycle != NONE || cost[before] + arcCost >= cost[node]) {
            return;
        }
        boolean closes = before == node;
        for (int n = before; n != NONE && !closes; n = from[n]) {
            closes = n == node;
        }
        cost[node] = cost[before] + arcCost;
        from[node] = before;
        via[node] = cell;
        queue.addLast(node);
        onCycle = closes ? node : NONE;
    }

    /** Moves one shard along each arc of the cycle. Returns whether loads changed. */
    private boolean turn() {
        boolean traded = false;
        int node = onCycle;
        do {
            int before = from[node];
            if (via[node] == NONE) {
                traded = true;
            } else if (node < graph.members) {
                graph.take(via[node]);
            } else {
                graph.give(via[node]);
            }
            node = before;
        } while (node != onCycle);
        return traded;
    }
}
