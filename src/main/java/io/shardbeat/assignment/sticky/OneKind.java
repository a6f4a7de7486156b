package io.shardbeat.assignment.sticky;

import io.shardbeat.assignment.AssignmentProblem;
import io.shardbeat.assignment.even.HomogeneousAssignor;
import io.shardbeat.assignment.subscribed.SubscriptionAssignor;

/** Assigns the shards of an independent part that balance among themselves. */
final class OneKind {
    private OneKind() {}

    static int[] assign(AssignmentProblem problem) {
        int[][] subscriptions = problem.subscriptions();
        if (subscriptions != null) {
            return SubscriptionAssignor.assign(problem, subscriptions);
        }
        int[] target = HomogeneousAssignor.assign(problem);
        return target == null ? PinnedAssignor.assign(problem) : target;
    }
}
