package io.shardbeat.assignment.subscribed;

/**
 * Moves shards from members with too many to members with too few, as many as possible at once: a maximum flow by levels
 * (Dinic), which uses the shortest paths first and so displaces few shards on the way.
 */
final class DinicFlow {
    private static final int UNSEEN = SubscriptionGraph.NO_NODE;

    private final SubscriptionGraph graph;
    /** Per node (members, then topics), its distance from a giver. */
    private final int[] level;
    /** Per node, the next cell to try. */
    private final int[] next;

    private final int[] queue;
    /** The cells of the path in hand, giving and taking in turn. */
    private final int[] path;

    private boolean onlyLoose;
    /** The distance of the nearest takers. */
    private int end;

    DinicFlow(SubscriptionGraph graph) {
        int nodes = graph.members + graph.topics;
        this.graph = graph;
        this.level = new int[nodes];
        this.next = new int[nodes];
        this.queue = new int[nodes];
        this.path = new int[nodes];
    }

    /**
     * Lets members above {@code most} give to members below {@code least} (both per member) until no more can; first
     * shards that are not at home, which costs no move.
     */
    void run(MemberGroup group, int[] most, int[] least) {
        for (boolean loose : new boolean[] {true, false}) {
            onlyLoose = loose;
            while (findLevels(group, most, least)) {
                for (int member : group.members()) {
                    while (graph.load[member] > most[member] && push(member, group, least)) {}
                }
            }
        }
    }

    private boolean findLevels(MemberGroup group, int[] most, int[] least) {
        group.fill(level, UNSEEN);
        int tail = 0;
        for (int member : group.members()) {
            if (graph.load[member] > most[member]) {
                level[member] = 0;
                queue[tail++] = member;
            }
        }
        end = Integer.MAX_VALUE;
        for (int head = 0; head < tail && level[queue[head]] < end; head++) {
            tail = expand(queue[head], tail, group, least);
        }
        return end < Integer.MAX_VALUE;
    }

    private int expand(int node, int oldTail, MemberGroup group, int[] least) {
        int tail = oldTail;
        next[node] = graph.firstArc(node);
        for (int i = next[node]; i < graph.endArc(node); i++) {
            int other = graph.across(node, i, onlyLoose);
            if (other != UNSEEN && level[other] == UNSEEN && group.has(other)) {
                level[other] = level[node] + 1;
                queue[tail++] = other;
                if (other < graph.members && graph.load[other] < least[other]) {
                    end = level[other];
                }
            }
        }
        return tail;
    }

    /** Sends one shard from the member to one with too few, if the levels allow. */
    private boolean push(int member, MemberGroup group, int[] least) {
        int depth = 0;
        int node = member;
        while (depth == 0 || node >= graph.members || graph.load[node] >= least[node]) {
            int other = level[node] < end ? advance(node, group) : UNSEEN;
            if (other != UNSEEN) {
                path[depth++] = graph.cell(node, next[node]);
                node = other;
            } else {
                level[node] = UNSEEN;
                if (depth == 0) {
                    return false;
                }
                int back = path[--depth];
                node = node < graph.members ? graph.members + graph.cellTopic[back] : graph.cellMember[back];
            }
        }
        for (int i = 0; i < depth; i += 2) {
            graph.give(path[i]);
            graph.take(path[i + 1]);
        }
        return true;
    }

    /** Levels outside the group are those of other groups' flows and mean nothing here. */
    private int advance(int node, MemberGroup group) {
        for (; next[node] < graph.endArc(node); next[node]++) {
            int other = graph.across(node, next[node], onlyLoose);
            if (other != UNSEEN && level[other] == level[node] + 1 && group.has(other)) {
                return other;
            }
        }
        return UNSEEN;
    }
}
