package io.shardbeat.assignment.subscribed;

import io.shardbeat.assignment.AssignmentProblem;
import io.shardbeat.assignment.Counting;
import io.shardbeat.assignment.HolderRuns;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Members and topics, joined by a <em>cell</em> for each subscription that counts the shards of the topic the member has
 * in the target. A shard moves along paths: a member gives one of a topic, a subscriber of that topic takes it and may
 * give one of another topic in turn.
 */
final class SubscriptionGraph {
    static final int NO_NODE = -1;

    final int members;
    final int topics;
    /** Per member, its first cell; cells are sorted by member, then topic. */
    final int[] memberCells;

    final int[] cellMember;
    final int[] cellTopic;
    /** Per topic, where its cells start in {@link #cellsByTopic}. */
    final int[] topicCells;

    final int[] cellsByTopic;
    /** Per cell, how many shards the member has now. */
    final int[] have;
    /** Per cell, how many of those may not move. */
    final int[] pinned;
    /** Per cell, how many shards the member is to have. */
    final int[] count;
    /** Per member, the sum of its counts. */
    final int[] load;
    /** Per topic, how many shards have no holder that may keep them. */
    final int[] free;

    private final int @Nullable [] weights;

    SubscriptionGraph(AssignmentProblem problem, int[][] subscriptions, HolderRuns holdings) {
        this.members = problem.members();
        this.topics = problem.topics();
        this.weights = problem.weights();
        this.memberCells = new int[members + 1];
        for (int m = 0; m < members; m++) {
            memberCells[m + 1] = memberCells[m] + subscriptions[m].length;
        }
        int cells = memberCells[members];
        this.cellMember = new int[cells];
        this.cellTopic = new int[cells];
        for (int m = 0; m < members; m++) {
            Arrays.fill(cellMember, memberCells[m], memberCells[m + 1], m);
            System.arraycopy(subscriptions[m], 0, cellTopic, memberCells[m], subscriptions[m].length);
        }
        this.topicCells = Counting.starts(cellTopic, topics, 0);
        this.cellsByTopic = Counting.group(cellTopic, topicCells);
        this.have = new int[cells];
        this.pinned = new int[cells];
        this.load = new int[members];
        this.free = holdings.topicSizes().clone();
        for (int t = 0; t < topics; t++) {
            hold(t, holdings, problem.pinned());
        }
        this.count = have.clone();
    }

    /** Counts what the subscribers of a topic hold of it. Runs and cells are both sorted by member. */
    private void hold(int topic, HolderRuns holdings, boolean @Nullable [] pins) {
        int i = topicCells[topic];
        for (int run = holdings.topicRuns[topic]; run < holdings.topicRuns[topic + 1]; run++) {
            int member = holdings.member[run];
            while (i < topicCells[topic + 1] && cellMember[cellsByTopic[i]] < member) {
                i++;
            }
            if (i < topicCells[topic + 1] && cellMember[cellsByTopic[i]] == member) {
                int cell = cellsByTopic[i];
                have[cell] = holdings.size(run);
                pinned[cell] = holdings.pinned(run, pins);
                load[member] += have[cell];
                free[topic] -= have[cell];
            }
        }
    }

    int weight(int member) {
        return weights == null ? 1 : weights[member];
    }

    boolean isWeighted() {
        return weights != null;
    }

    /** Nodes are the members, then the topics. The arcs of a node are its cells, by which a shard can go on. */
    int firstArc(int node) {
        return node < members ? memberCells[node] : topicCells[node - members];
    }

    int endArc(int node) {
        return node < members ? memberCells[node + 1] : topicCells[node - members + 1];
    }

    int cell(int node, int arc) {
        return node < members ? arc : cellsByTopic[arc];
    }

    /** The node a shard can go to from here by that arc, or {@link #NO_NODE} if it cannot. */
    int across(int node, int arc, boolean onlyLoose) {
        if (node >= members) {
            return cellMember[cellsByTopic[arc]];
        }
        return canGive(arc, onlyLoose) ? members + cellTopic[arc] : NO_NODE;
    }

    /** The node a shard can come from by that arc, or {@link #NO_NODE} if none can. */
    int back(int node, int arc) {
        if (node < members) {
            return members + cellTopic[arc];
        }
        int cell = cellsByTopic[arc];
        return canGive(cell, false) ? cellMember[cell] : NO_NODE;
    }

    /** Whether a shard of the cell may move; a loose one has been given to the member but not to stay. */
    boolean canGive(int cell, boolean onlyLoose) {
        return count[cell] > (onlyLoose ? Math.max(have[cell], pinned[cell]) : pinned[cell]);
    }

    void give(int cell) {
        count[cell]--;
        load[cellMember[cell]]--;
    }

    void take(int cell) {
        count[cell]++;
        load[cellMember[cell]]++;
    }

    /**
     * Whether a shard that goes from one member to the other makes the loads more even. The cost of a load is
     * {@code load^2 / weight}, whose sum is least when loads are proportional to weights; so the shard should go if the
     * cost {@code (2 * load - 1) / weight} it saves at the giver is more than {@code (2 * load + 1) / weight} at the taker.
     */
    boolean evens(int giver, int taker) {
        return (2L * load[giver] - 1) * weight(taker) > (2L * load[taker] + 1) * weight(giver);
    }

    /** Whether one more shard costs less at {@code a} than at {@code b}; the lower index wins a tie. */
    boolean takesBefore(int a, int b) {
        long costA = (2L * load[a] + 1) * weight(b);
        long costB = (2L * load[b] + 1) * weight(a);
        return costA != costB ? costA < costB : a < b;
    }
}
