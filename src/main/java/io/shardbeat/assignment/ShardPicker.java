package io.shardbeat.assignment;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Turns counts into shards, one topic at a time: a member that may have {@code n} shards of the topic keeps up to
 * {@code n} of those it has, pinned ones first, and what is left is dealt to the members that lack some.
 */
public final class ShardPicker {
    /** Per member, how many shards of the topic in hand it is to have. All 0 between two topics. */
    public final int[] want;

    private final HolderRuns holdings;
    private final boolean @Nullable [] pinned;
    private final int[] target;
    private final int[] pool;
    private int pooled;

    public ShardPicker(AssignmentProblem problem, HolderRuns holdings) {
        this.holdings = holdings;
        this.pinned = problem.pinned();
        this.want = new int[problem.members()];
        this.target = new int[problem.shards()];
        this.pool = new int[problem.shards()];
        Arrays.fill(target, AssignmentProblem.NOBODY);
    }

    public int[] target() {
        return target;
    }

    /** Lets the holders of the topic keep what they want of it. */
    public void keep(int topic) {
        pooled = 0;
        for (int run = holdings.topicRuns[topic]; run < holdings.topicRuns[topic + 1]; run++) {
            int member = holdings.member[run];
            int kept = member < 0 ? 0 : Math.min(want[member], holdings.size(run));
            if (member >= 0) {
                want[member] -= kept;
            }
            keep(run, member, kept);
        }
    }

    private void keep(int run, int member, int kept) {
        int loose = kept - holdings.pinned(run, pinned);
        for (int i = holdings.start[run]; i < holdings.start[run + 1]; i++) {
            int shard = holdings.shards[i];
            if (kept > 0 && pinned != null && pinned[shard]) {
                target[shard] = member;
            } else if (loose > 0) {
                target[shard] = member;
                loose--;
            } else {
                pool[pooled++] = shard;
            }
        }
    }

    /** Deals what was not kept; the calls for all members that want some empty the pool. */
    public void deal(int member) {
        for (int n = want[member]; n > 0; n--) {
            target[pool[--pooled]] = member;
        }
        want[member] = 0;
    }
}
