package io.shardbeat.assignment.subscribed;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Evens out loads in bulk. If a group of members cannot be made even, it falls apart: those that stay over the average
 * and all they could give to, those that stay under it and all they could get from, and the rest, which is done. No
 * shard can go from the first part to the others or from the others to the second, so each is levelled by itself.
 *
 * <p>This is for speed only: {@link EveningPaths} works from any start, and leaves no path that would even the loads.
 */
final class LoadLeveller {
    /** How often the graph's cells may be gone through in all; members in long chains fall apart one by one. */
    private static final int MAX_ROUNDS = 64;

    private final SubscriptionGraph graph;
    private final DinicFlow flow;
    private final LoadLimits limits;
    private final int[] groupOf;
    private final Deque<MemberGroup> todo = new ArrayDeque<>();
    private int groups;
    private long work;

    LoadLeveller(SubscriptionGraph graph) {
        this.graph = graph;
        this.flow = new DinicFlow(graph);
        this.limits = new LoadLimits(graph);
        this.groupOf = new int[graph.members + graph.topics];
    }

    void level() {
        int[] nodes = new int[groupOf.length];
        Arrays.setAll(nodes, i -> i);
        long maxWork = (long) MAX_ROUNDS * (nodes.length + graph.cellMember.length);
        add(nodes, nodes.length);
        while (!todo.isEmpty() && work < maxWork) {
            MemberGroup group = todo.pop();
            limits.set(group);
            flow.run(group, limits.most, limits.least);
            flow.run(group, limits.most, limits.most);
            flow.run(group, limits.least, limits.least);
            split(group);
        }
    }

    private void split(MemberGroup group) {
        int[] nodes = new int[group.members().length + group.topicNodes().length];
        int size = 0;
        for (int member : group.members()) {
            if (graph.load[member] > limits.most[member]) {
                nodes[size++] = member;
            }
        }
        add(nodes, reach(nodes, size, group, true));
        size = 0;
        for (int member : group.members()) {
            if (group.has(member) && graph.load[member] < limits.least[member]) {
                nodes[size++] = member;
            }
        }
        add(nodes, reach(nodes, size, group, false));
    }

    /** Adds to the nodes all that shards can get to from them, or come from; takes them out of the group. */
    private int reach(int[] nodes, int seeds, MemberGroup group, boolean forward) {
        groups++;
        int size = seeds;
        for (int i = 0; i < seeds; i++) {
            groupOf[nodes[i]] = groups;
        }
        for (int head = 0; head < size; head++) {
            int node = nodes[head];
            for (int arc = graph.firstArc(node); arc < graph.endArc(node); arc++) {
                int other = forward ? graph.across(node, arc, false) : graph.back(node, arc);
                if (other != SubscriptionGraph.NO_NODE && group.has(other)) {
                    groupOf[other] = groups;
                    nodes[size++] = other;
                }
            }
        }
        return size;
    }

    private void add(int[] nodes, int size) {
        int[] members = Arrays.stream(nodes, 0, size)
                .filter(n -> n < graph.members)
                .sorted()
                .toArray();
        int[] topicNodes = Arrays.stream(nodes, 0, size)
                .filter(n -> n >= graph.members)
                .sorted()
                .toArray();
        if (members.length > 1) {
            todo.push(new MemberGroup(groups, members, topicNodes, groupOf));
        }
        for (int i = 0; i < size; i++) {
            work += 1 + graph.endArc(nodes[i]) - graph.firstArc(nodes[i]);
        }
    }
}
