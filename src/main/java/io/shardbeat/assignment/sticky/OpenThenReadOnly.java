package io.shardbeat.assignment.sticky;

import io.shardbeat.assignment.AssignmentProblem;
import io.shardbeat.assignment.even.HomogeneousAssignor;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Assigns open shards, to which data is written, and read-only ones, which are only read to their end: a member that has
 * the same number as others, but only read-only ones, would be idle before long.
 *
 * <p>In this order:
 *
 * <ul>
 *   <li>open shards are balanced as if there were no others, with the fewest moves of open shards;
 *   <li>read-only shards are balanced likewise;
 *   <li>where every member subscribes to everything, so is the sum of both: always with equal weights, since who has an
 *       open shard more than others can have a read-only one less; with other weights or pins where it can be had;
 *   <li>the fewest moves of read-only shards that reach this beside the open ones.
 * </ul>
 */
final class OpenThenReadOnly {
    private final AssignmentProblem problem;
    private final int[] open;
    private final int[] readOnly;

    OpenThenReadOnly(AssignmentProblem problem, boolean[] isReadOnly) {
        this.problem = problem;
        this.open =
                IntStream.range(0, problem.shards()).filter(s -> !isReadOnly[s]).toArray();
        this.readOnly =
                IntStream.range(0, problem.shards()).filter(s -> isReadOnly[s]).toArray();
    }

    int[] assign() {
        int[] target = new int[problem.shards()];
        int[] openTarget = assignOpen();
        put(openTarget, open, target);
        put(assignReadOnly(loads(openTarget)), readOnly, target);
        return target;
    }

    /** Who has the fewest read-only shards now is to have more open ones, so that fewer have to move. */
    private int[] assignOpen() {
        AssignmentProblem part = part(open);
        int[] target = part.subscriptions() == null
                ? HomogeneousAssignor.assignBefore(part, loads(part(readOnly).holder()))
                : null;
        return target == null ? OneKind.assign(part) : target;
    }

    private int[] assignReadOnly(int[] openLoads) {
        AssignmentProblem part = part(readOnly);
        int[] target = part.subscriptions() == null ? HomogeneousAssignor.assignBeside(part, openLoads) : null;
        return target == null ? OneKind.assign(part) : target;
    }

    private AssignmentProblem part(int[] shards) {
        return new AssignmentProblem(
                problem.members(),
                problem.topics(),
                pick(problem.topicOf(), shards),
                pick(problem.holder(), shards),
                problem.subscriptions(),
                problem.weights(),
                pick(problem.pinned(), shards));
    }

    private static int[] pick(int[] values, int[] shards) {
        return Arrays.stream(shards).map(s -> values[s]).toArray();
    }

    private static boolean @Nullable [] pick(boolean @Nullable [] values, int[] shards) {
        if (values == null) {
            return null;
        }
        boolean[] picked = new boolean[shards.length];
        for (int i = 0; i < shards.length; i++) {
            picked[i] = values[shards[i]];
        }
        return picked;
    }

    private int[] loads(int[] members) {
        int[] loads = new int[problem.members()];
        for (int member : members) {
            if (member != AssignmentProblem.NOBODY) {
                loads[member]++;
            }
        }
        return loads;
    }

    private static void put(int[] values, int[] shards, int[] target) {
        for (int i = 0; i < shards.length; i++) {
            target[shards[i]] = values[i];
        }
    }
}
