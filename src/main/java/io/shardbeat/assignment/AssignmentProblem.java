package io.shardbeat.assignment;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The question put to the {@link Assignor}, in indices: members, topics and shards are numbered from 0 in the order of
 * their names, so that equal groups pose equal problems however their members were listed.
 *
 * <p>The arrays are not copied (a group can have 500,000 shards) and must not be changed while the problem is in use.
 *
 * @param members how many members may receive shards, {@code >= 0}
 * @param topics how many topics the shards belong to
 * @param topicOf per shard, the index of its topic
 * @param holder per shard, the member that has it now (or is next in a hand-over), or {@link #NOBODY}
 * @param subscriptions per member, the ascending indices of the topics it subscribes to; {@code null} when every member
 *     subscribes to every topic
 * @param weights per member, its capacity, {@code >= 1}; {@code null} when all are equal
 * @param pinned per shard, whether it stays with its holder whatever the balance; {@code null} when none is pinned
 * @param readOnly per shard, whether it takes no new data; {@code null} when all are open
 */
public record AssignmentProblem(
        int members,
        int topics,
        int[] topicOf,
        int[] holder,
        int @Nullable [][] subscriptions,
        int @Nullable [] weights,
        boolean @Nullable [] pinned,
        boolean @Nullable [] readOnly) {

    /** The member index that stands for no member. */
    public static final int NOBODY = -1;

    public AssignmentProblem {
        if (members < 0) {
            throw new IllegalArgumentException("members must be >= 0, was " + members);
        }
        if (topicOf.length != holder.length) {
            throw new IllegalArgumentException("topicOf and holder must name the same shards, were " + topicOf.length
                    + " and " + holder.length + " long");
        }
    }

    /** Of open shards only. */
    public AssignmentProblem(
            int members,
            int topics,
            int[] topicOf,
            int[] holder,
            int @Nullable [][] subscriptions,
            int @Nullable [] weights,
            boolean @Nullable [] pinned) {
        this(members, topics, topicOf, holder, subscriptions, weights, pinned, null);
    }

    /** The same, where every member subscribes to every topic anyway. */
    public AssignmentProblem withoutSubscriptions() {
        return new AssignmentProblem(members, topics, topicOf, holder, null, weights, pinned, readOnly);
    }

    /** Of some of the shards only, in this order. */
    public AssignmentProblem of(int[] some) {
        return new AssignmentProblem(
                members,
                topics,
                pick(topicOf, some),
                pick(holder, some),
                subscriptions,
                weights,
                pick(pinned, some),
                pick(readOnly, some));
    }

    private static int[] pick(int[] values, int[] some) {
        return Arrays.stream(some).map(s -> values[s]).toArray();
    }

    private static boolean @Nullable [] pick(boolean @Nullable [] values, int[] some) {
        if (values == null) {
            return null;
        }
        boolean[] picked = new boolean[some.length];
        for (int i = 0; i < some.length; i++) {
            picked[i] = values[some[i]];
        }
        return picked;
    }

    /** How many shards there are. */
    public int shards() {
        return topicOf.length;
    }
}
