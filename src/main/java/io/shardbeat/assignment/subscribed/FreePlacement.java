package io.shardbeat.assignment.subscribed;

import io.shardbeat.assignment.Counting;

/**
 * Gives every shard without a home to the subscriber that has the least, topics with the fewest subscribers first. What
 * this leaves uneven, the paths of {@link DinicFlow} and {@link EveningPaths} put right.
 */
final class FreePlacement {
    private final SubscriptionGraph graph;
    private final MemberHeap heap;
    private final int[] cellOf;

    FreePlacement(SubscriptionGraph graph) {
        this.graph = graph;
        this.heap = new MemberHeap(graph);
        this.cellOf = new int[graph.members];
    }

    void place() {
        int[] subscribers = new int[graph.topics];
        for (int t = 0; t < graph.topics; t++) {
            subscribers[t] = graph.topicCells[t + 1] - graph.topicCells[t];
        }
        int[] starts = Counting.starts(subscribers, graph.members + 1, 0);
        for (int topic : Counting.group(subscribers, starts)) {
            if (graph.free[topic] > 0 && subscribers[topic] > 0) {
                place(topic);
            }
        }
    }

    private void place(int topic) {
        heap.clear();
        for (int i = graph.topicCells[topic]; i < graph.topicCells[topic + 1]; i++) {
            int cell = graph.cellsByTopic[i];
            cellOf[graph.cellMember[cell]] = cell;
            heap.add(graph.cellMember[cell]);
        }
        for (; graph.free[topic] > 0; graph.free[topic]--) {
            int member = heap.first();
            graph.take(cellOf[member]);
            heap.changed(member);
        }
    }
}
