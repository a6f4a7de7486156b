package io.shardbeat.assignment.sticky;

import io.shardbeat.assignment.AssignmentProblem;
import io.shardbeat.assignment.even.HomogeneousAssignor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Assigns around pinned shards that rule out both balances at once, when every member may have every shard. The shards
 * that are not pinned are poured onto the pinned ones, as water onto uneven ground: members that have more than the
 * resulting level get nothing, and the room below the level is the weight by which the others share.
 */
final class PinnedAssignor {
    private final AssignmentProblem problem;
    private final int[] pins;
    /** The shards that are not pinned. */
    private final int[] loose;

    private PinnedAssignor(AssignmentProblem problem, boolean[] pinned) {
        this.problem = problem;
        this.pins = new int[problem.members()];
        int[] holder = problem.holder();
        this.loose = IntStream.range(0, problem.shards())
                .filter(s -> !pinned[s] || holder[s] < 0)
                .toArray();
        for (int s = 0; s < problem.shards(); s++) {
            if (pinned[s] && holder[s] >= 0) {
                pins[holder[s]]++;
            }
        }
    }

    static int[] assign(AssignmentProblem problem) {
        boolean[] pinned = problem.pinned();
        if (pinned == null) {
            throw new IllegalStateException("only pinned shards can rule out balance");
        }
        int[] target = new PinnedAssignor(problem, pinned).assign();
        AssignmentProblem settled = settle(problem, pinned, target);
        if (Arrays.equals(settled.holder(), problem.holder())) {
            return target;
        }
        int[] balanced = HomogeneousAssignor.assign(settled);
        return balanced == null ? new PinnedAssignor(settled, pinned).assign() : balanced;
    }

    /**
     * The problem with its free pinned shards already at their target. Their pins take effect there, which alters the
     * room for all others, so it is reckoned with at once and not by more moves in the next pass.
     */
    private static AssignmentProblem settle(AssignmentProblem problem, boolean[] pinned, int[] target) {
        int[] holder = problem.holder().clone();
        for (int s = 0; s < holder.length; s++) {
            holder[s] = pinned[s] ? target[s] : holder[s];
        }
        return new AssignmentProblem(
                problem.members(), problem.topics(), problem.topicOf(), holder, null, problem.weights(), pinned);
    }

    private int[] assign() {
        int[] target = problem.holder().clone();
        AssignmentProblem rest = new AssignmentProblem(
                problem.members(), problem.topics(), pick(problem.topicOf()), pick(problem.holder()), null, null, null);
        int[] restTarget = loose.length == 0 ? new int[0] : HomogeneousAssignor.assign(rest, room());
        if (restTarget == null) {
            throw new IllegalStateException("nothing is pinned, yet no balance was found");
        }
        for (int i = 0; i < loose.length; i++) {
            target[loose[i]] = restTarget[i];
        }
        return target;
    }

    private int[] pick(int[] values) {
        return Arrays.stream(loose).map(s -> values[s]).toArray();
    }

    /**
     * Per member, {@code level * weight - pins} in units that make it whole, or 0. The level is what the members below
     * it have, pinned and loose, by their weight.
     */
    private long[] room() {
        int[] order = IntStream.range(0, pins.length)
                .boxed()
                .sorted(Comparator.comparingDouble(m -> (double) pins[m] / weight(m)))
                .mapToInt(Integer::intValue)
                .toArray();
        long shards = loose.length;
        long weights = 0;
        for (int m : order) {
            if (weights > 0 && pins[m] * weights >= shards * weight(m)) {
                break;
            }
            shards += pins[m];
            weights += weight(m);
        }
        long[] room = new long[pins.length];
        for (int m = 0; m < room.length; m++) {
            room[m] = Math.max(0, shards * weight(m) - pins[m] * weights);
        }
        return scaled(room);
    }

    private int weight(int member) {
        int @Nullable [] weights = problem.weights();
        return weights == null ? 1 : weights[member];
    }

    /** Halves the rooms until shares of all shards can be computed without overflow; only huge weights need it. */
    private long[] scaled(long[] room) {
        double sum = Arrays.stream(room).asDoubleStream().sum();
        int shift = Math.max(0, Math.getExponent(sum * loose.length) - (Long.SIZE - 3));
        return Arrays.stream(room).map(r -> r >> shift).toArray();
    }
}
