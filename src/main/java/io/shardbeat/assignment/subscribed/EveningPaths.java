package io.shardbeat.assignment.subscribed;

/**
 * Makes the loads as even as subscriptions allow: as long as a path exists by which a shard evens the loads, one moves
 * along the shortest (cost-reducing paths; Harvey, Ladner, Lovasz and Tamir, "Semi-matchings for bipartite graphs and
 * load balancing", 2006).
 *
 * <p>It looks back from the member that should take next. If nobody who can reach it should give, then nobody among them
 * ever will, since all others have more already, and shards of the others cannot reach them: they are done.
 */
final class EveningPaths {
    private static final int NONE = SubscriptionGraph.NO_NODE;

    private final SubscriptionGraph graph;
    private final MemberHeap heap;
    private final boolean[] done;
    /** Per node, the cell by which a shard leaves it towards the taker. */
    private final int[] towards;

    private final int[] seen;
    private final int[] queue;
    private int search;

    EveningPaths(SubscriptionGraph graph) {
        int nodes = graph.members + graph.topics;
        this.graph = graph;
        this.heap = new MemberHeap(graph);
        this.done = new boolean[nodes];
        this.towards = new int[nodes];
        this.seen = new int[nodes];
        this.queue = new int[nodes];
    }

    void finish() {
        for (int m = 0; m < graph.members; m++) {
            heap.add(m);
        }
        while (!heap.isEmpty()) {
            int taker = heap.first();
            if (done[taker]) {
                heap.removeFirst();
            } else {
                even(taker);
            }
        }
    }

    private void even(int taker) {
        search++;
        seen[taker] = search;
        queue[0] = taker;
        int tail = 1;
        for (int head = 0; head < tail; head++) {
            int node = queue[head];
            for (int arc = graph.firstArc(node); arc < graph.endArc(node); arc++) {
                int other = graph.back(node, arc);
                if (other == NONE || done[other] || seen[other] == search) {
                    continue;
                }
                seen[other] = search;
                towards[other] = graph.cell(node, arc);
                queue[tail++] = other;
                if (other < graph.members && graph.evens(other, taker)) {
                    move(other, taker);
                    return;
                }
            }
        }
        for (int i = 0; i < tail; i++) {
            done[queue[i]] = true;
        }
    }

    private void move(int giver, int taker) {
        int member = giver;
        while (member != taker) {
            graph.give(towards[member]);
            int taken = towards[graph.members + graph.cellTopic[towards[member]]];
            graph.take(taken);
            member = graph.cellMember[taken];
        }
        heap.changed(giver);
        heap.changed(taker);
    }
}
