package io.shardbeat.assignment.subscribed;

import org.jspecify.annotations.Nullable;

/**
 * The loads a group's members would have if any of its shards could go to any of its members: {@code least} or a little
 * more, {@code most}. The sum of the least is not more, and of the most not less, than the group's shards.
 */
final class LoadLimits {
    /** Per member of the graph; only those of the group are set. */
    final int[] least;

    final int[] most;

    private final SubscriptionGraph graph;

    LoadLimits(SubscriptionGraph graph) {
        this.graph = graph;
        this.least = new int[graph.members];
        this.most = new int[graph.members];
    }

    void set(MemberGroup group) {
        long shards = 0;
        for (int member : group.members()) {
            shards += graph.load[member];
        }
        if (graph.isWeighted()) {
            setWeighted(group.members(), shards);
            return;
        }
        int count = group.members().length;
        for (int member : group.members()) {
            least[member] = (int) (shards / count);
            most[member] = (int) ((shards + count - 1) / count);
        }
    }

    /**
     * The least sum of {@code load^2 / weight} rounds {@code rate * weight} to the nearest, for a rate that makes the sum
     * come out (Webster's method). Halving finds the two rates around it; {@link EveningPaths} does not depend on them.
     */
    private void setWeighted(int[] members, long shards) {
        double low = 0;
        double high = shards + 1;
        for (int i = 0; i < Double.SIZE; i++) {
            double middle = (low + high) / 2;
            if (sum(members, middle, null) <= shards) {
                low = middle;
            } else {
                high = middle;
            }
        }
        sum(members, low, least);
        sum(members, high, most);
    }

    private long sum(int[] members, double rate, int @Nullable [] loads) {
        long sum = 0;
        for (int member : members) {
            long load = (long) (rate * graph.weight(member) + 0.5);
            sum += load;
            if (loads != null) {
                loads[member] = (int) load;
            }
        }
        return sum;
    }
}
