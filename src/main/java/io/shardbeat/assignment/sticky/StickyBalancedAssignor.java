package io.shardbeat.assignment.sticky;

import io.shardbeat.assignment.AssignmentProblem;
import io.shardbeat.assignment.Assignor;
import io.shardbeat.assignment.subscribed.CycleCanceller;
import java.util.Arrays;

/**
 * Balance first, then stickiness: of the most balanced targets, one that moves the fewest shards away from their holders.
 *
 * <p>Members and topics that have no subscription in common are independent, and each such part is assigned by itself.
 * Open shards are balanced among themselves, and so are read-only ones: see {@link OpenThenReadOnly} for how both come
 * together. What follows is said of one kind.
 *
 * <ul>
 *   <li>Where every member of a part subscribes to all its topics, each member gets {@code shards * weight / total weight}
 *       rounded down or up, of all shards and of each topic; without weights, loads differ by at most one in both
 *       counts. The moves are the fewest that reach this.
 *   <li>Where subscriptions differ, no shard can be moved, directly or by a chain of moves, from a member with load
 *       {@code a} and weight {@code v} to one with load {@code b} and weight {@code w} if
 *       {@code (2a - 1) / v > (2b + 1) / w}; without weights: if {@code a > b + 1}. The moves are the fewest, unless the
 *       work limit of {@link CycleCanceller} ends the search for better ones.
 *   <li>A pinned shard stays with its holder as long as that one subscribes to its topic, and counts in its load. If that
 *       rules out both balances at once, all other shards are shared so that the loads, pins included, are balanced, and
 *       each topic's by what room each member has left.
 * </ul>
 *
 * <p>It is stable: a target given as the current assignment is its own target, without a move.
 */
public final class StickyBalancedAssignor implements Assignor {
    @Override
    public int[] assign(AssignmentProblem problem) {
        int[][] subscriptions = problem.subscriptions();
        if (problem.members() == 0) {
            return nobody(problem.shards());
        }
        if (subscriptions == null) {
            return assignPart(problem);
        }
        Components components = new Components(problem, subscriptions);
        if (components.isWhole()) {
            return assignPart(components.isComplete(0) ? problem.withoutSubscriptions() : problem);
        }
        int[] target = nobody(problem.shards());
        for (int part = 0; part < components.parts(); part++) {
            components.copy(part, assignPart(components.problem(part)), target);
        }
        return target;
    }

    private static int[] assignPart(AssignmentProblem part) {
        boolean[] readOnly = part.readOnly();
        return readOnly == null ? OneKind.assign(part) : new OpenThenReadOnly(part, readOnly).assign();
    }

    private static int[] nobody(int shards) {
        int[] target = new int[shards];
        Arrays.fill(target, AssignmentProblem.NOBODY);
        return target;
    }
}
