package io.shardbeat.assignment;

/**
 * Decides which member should hold which shard. A pure function: the same problem always has the same answer.
 *
 * <p>In this order: every shard with an eligible member has exactly one target; a member only gets shards of topics it
 * subscribes to; loads of open shards differ by at most one where subscriptions allow it (by capacity weight where weights
 * are set), in total and per topic where both can be had; loads of read-only shards likewise; loads of all shards too,
 * where that can be had besides; the fewest moves that reach that balance.
 */
@FunctionalInterface
public interface Assignor {
    /** Per shard, the index of the member that should hold it, or {@link AssignmentProblem#NOBODY}. */
    int[] assign(AssignmentProblem problem);
}
