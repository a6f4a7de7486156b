package io.shardbeat.assignment.even;

import io.shardbeat.assignment.HolderRuns;
import org.jspecify.annotations.Nullable;

/**
 * The members that have more of a topic than their base, and so keep one shard more if they are granted an extra of it:
 * one keep for each, by topic, then member.
 */
final class RetainableExtras {
    /** Per keep, its topic; as in {@link #member} and {@link #fixed}, only the first {@link #count} entries are set. */
    final int[] topic;

    final int[] member;
    /** Per keep, whether a pin needs it; {@code null} when nothing is pinned. */
    final boolean @Nullable [] fixed;
    /** Per topic, its first keep; one more entry ends the last topic. */
    final int[] topicKeeps;

    int count;

    private final HolderRuns holdings;
    private final Quotas quotas;
    private final boolean @Nullable [] pinned;

    private RetainableExtras(HolderRuns holdings, Quotas quotas, boolean @Nullable [] pinned) {
        this.holdings = holdings;
        this.quotas = quotas;
        this.pinned = pinned;
        this.topic = new int[holdings.runs()];
        this.member = new int[holdings.runs()];
        this.fixed = pinned == null ? null : new boolean[holdings.runs()];
        this.topicKeeps = new int[holdings.topics() + 1];
    }

    /** {@code null} when a member has more pinned shards of a topic than balance allows it. */
    static @Nullable RetainableExtras of(HolderRuns holdings, Quotas quotas, boolean @Nullable [] pinned) {
        RetainableExtras keeps = new RetainableExtras(holdings, quotas, pinned);
        boolean pinsFit = true;
        for (int t = 0; t < holdings.topics(); t++) {
            for (int run = holdings.topicRuns[t]; run < holdings.topicRuns[t + 1]; run++) {
                pinsFit &= holdings.member[run] < 0 || keeps.add(t, run);
            }
            keeps.topicKeeps[t + 1] = keeps.count;
        }
        return pinsFit ? keeps : null;
    }

    /** Returns whether the pins of the run leave a choice or are allowed. */
    private boolean add(int runTopic, int run) {
        int holder = holdings.member[run];
        int base = quotas.base(runTopic, holder);
        if (holdings.size(run) <= base) {
            return true;
        }
        int most = quotas.mayTakeExtra(runTopic, holder) ? base + 1 : base;
        int stuck = pinned == null ? 0 : holdings.pinned(run, pinned);
        if (most > base) {
            topic[count] = runTopic;
            member[count] = holder;
            if (fixed != null) {
                fixed[count] = stuck > base;
            }
            count++;
        }
        return stuck <= most;
    }
}
