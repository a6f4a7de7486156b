package io.shardbeat.assignment.even;

import io.shardbeat.assignment.AssignmentProblem;
import io.shardbeat.assignment.HolderRuns;
import io.shardbeat.assignment.ShardPicker;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Assigns when every member may have every shard: both balances at once, total and per topic, and of all such targets
 * one with the fewest moves. Bases are fixed by the {@link Quotas}; only who takes an extra of which topic is a choice,
 * and every keep granted there is a move saved.
 */
public final class HomogeneousAssignor {
    private final HolderRuns holdings;
    private final Quotas quotas;
    private final ExtraShares extras;
    private final ShardPicker dealer;

    private HomogeneousAssignor(AssignmentProblem problem, HolderRuns holdings, Quotas quotas, ExtraShares extras) {
        this.holdings = holdings;
        this.quotas = quotas;
        this.extras = extras;
        this.dealer = new ShardPicker(problem, holdings);
    }

    /** The target; {@code null} when pinned shards rule out both balances at once. */
    public static int @Nullable [] assign(AssignmentProblem problem) {
        return assign(problem, weights(problem));
    }

    /** The same with other weights than the problem's, some of which may be 0. */
    public static int @Nullable [] assign(AssignmentProblem problem, long @Nullable [] weights) {
        HolderRuns holdings = HolderRuns.of(problem);
        return assign(problem, holdings, new Quotas(problem.members(), holdings.topicSizes(), weights));
    }

    /** Where members are equal, those that have the least besides are to have more of these shards. */
    public static int @Nullable [] assignBefore(AssignmentProblem problem, int[] besides) {
        HolderRuns holdings = HolderRuns.of(problem);
        Quotas quotas = new Quotas(problem.members(), holdings.topicSizes(), weights(problem));
        quotas.preferThoseWithLeast(besides);
        return assign(problem, holdings, quotas);
    }

    /**
     * Balances both these shards and their sum with what members have besides; {@code null} when that is not possible,
     * because of weights or pins.
     */
    public static int @Nullable [] assignBeside(AssignmentProblem problem, int[] besides) {
        HolderRuns holdings = HolderRuns.of(problem);
        Quotas quotas = new Quotas(problem.members(), holdings.topicSizes(), weights(problem));
        return quotas.meetTogetherWith(besides) ? assign(problem, holdings, quotas) : null;
    }

    private static long @Nullable [] weights(AssignmentProblem problem) {
        int[] weights = problem.weights();
        return weights == null ? null : Arrays.stream(weights).asLongStream().toArray();
    }

    private static int @Nullable [] assign(AssignmentProblem problem, HolderRuns holdings, Quotas quotas) {
        RetainableExtras keeps = RetainableExtras.of(holdings, quotas, problem.pinned());
        if (keeps == null) {
            return null;
        }
        ExtraShares extras = new ExtraShares(quotas, keeps);
        return grant(extras) ? new HomogeneousAssignor(problem, holdings, quotas, extras).deal() : null;
    }

    private static boolean grant(ExtraShares extras) {
        int dropped = new KeepGreedy(extras).grant();
        if (dropped < 0) {
            return false;
        }
        if (dropped > 0) {
            new MinCostFlow(extras).grantKeeps();
        }
        return new ExtrasFill(extras).fill() == 0 || new MinCostFlow(extras).grantAll();
    }

    private int[] deal() {
        for (int topic = 0; topic < holdings.topics(); topic++) {
            want(topic);
            dealer.keep(topic);
            dealTo(topic);
        }
        return dealer.target();
    }

    private void want(int topic) {
        int[] want = dealer.want;
        for (int i = 0; i < extras.members; i++) {
            int base = quotas.base(topic, quotas.byWeight[i]);
            if (base == 0) {
                break;
            }
            want[quotas.byWeight[i]] = base;
        }
        for (int keep = extras.topicKeeps[topic]; keep < extras.topicKeeps[topic + 1]; keep++) {
            want[extras.keepMember[keep]] += extras.granted[keep] ? 1 : 0;
        }
        for (int i = 0; i < extras.fills.members(topic); i++) {
            want[extras.fills.member(topic, i)]++;
        }
    }

    /** A granted keep needs no deal: its holder keeps it. */
    private void dealTo(int topic) {
        for (int i = 0; i < extras.fills.members(topic); i++) {
            dealer.deal(extras.fills.member(topic, i));
        }
        for (int i = 0; i < extras.members && quotas.base(topic, quotas.byWeight[i]) > 0; i++) {
            dealer.deal(quotas.byWeight[i]);
        }
    }
}
