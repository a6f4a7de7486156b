package io.shardbeat.assignment;

import org.jspecify.annotations.Nullable;

/**
 * Who holds what, as runs: the shards sorted by topic, then holder, then index, one run for each pair of topic and
 * holder that occurs. Shards of one topic are interchangeable, so all later steps count runs instead of shards; and as
 * the runs are sorted, the answer's counts do not depend on the order of the shards.
 */
public final class HolderRuns {
    /** The shards, run after run. */
    final int[] shards;
    /** Per topic, the index of its first run; one more entry ends the last topic. */
    public final int[] topicRuns;
    /** Per run, its member; {@link AssignmentProblem#NOBODY} comes first in its topic. */
    public final int[] member;
    /** Per run, where it starts in {@link #shards}; one more entry ends the last run. */
    final int[] start;

    private final int[] topicSizes;

    private HolderRuns(int[] shards, int[] topicSizes, int[] topicRuns, int[] member, int[] start) {
        this.shards = shards;
        this.topicSizes = topicSizes;
        this.topicRuns = topicRuns;
        this.member = member;
        this.start = start;
    }

    public static HolderRuns of(AssignmentProblem problem) {
        int shards = problem.shards();
        int[] holder = problem.holder();
        int[] topicOf = problem.topicOf();
        int[] order = new int[shards];
        int[] next = Counting.starts(holder, problem.members() + 1, 1);
        for (int s = 0; s < shards; s++) {
            order[next[holder[s] + 1]++] = s;
        }
        int[] topicStart = Counting.starts(topicOf, problem.topics(), 0);
        if (problem.topics() > 1) {
            order = byTopic(order, topicOf, topicStart.clone());
        }
        return runs(problem, order, topicStart);
    }

    private static int[] byTopic(int[] order, int[] topicOf, int[] next) {
        int[] sorted = new int[order.length];
        for (int s : order) {
            sorted[next[topicOf[s]]++] = s;
        }
        return sorted;
    }

    private static HolderRuns runs(AssignmentProblem problem, int[] order, int[] topicStart) {
        int[] holder = problem.holder();
        int[] topicRuns = new int[problem.topics() + 1];
        int[] sizes = new int[problem.topics()];
        int[] member = new int[order.length];
        int[] start = new int[order.length + 1];
        int run = 0;
        for (int t = 0; t < problem.topics(); t++) {
            topicRuns[t] = run;
            sizes[t] = topicStart[t + 1] - topicStart[t];
            int last = AssignmentProblem.NOBODY - 1;
            for (int i = topicStart[t]; i < topicStart[t + 1]; i++) {
                int m = holder[order[i]];
                if (m != last) {
                    member[run] = m;
                    start[run++] = i;
                    last = m;
                }
            }
        }
        topicRuns[problem.topics()] = run;
        start[run] = order.length;
        return new HolderRuns(order, sizes, topicRuns, member, start);
    }

    public int topics() {
        return topicSizes.length;
    }

    public int[] topicSizes() {
        return topicSizes;
    }

    public int runs() {
        return topicRuns[topicSizes.length];
    }

    public int size(int run) {
        return start[run + 1] - start[run];
    }

    /** How many shards of the run must stay where they are. */
    public int pinned(int run, boolean @Nullable [] pinned) {
        int count = 0;
        if (pinned != null && member[run] >= 0) {
            for (int i = start[run]; i < start[run + 1]; i++) {
                count += pinned[shards[i]] ? 1 : 0;
            }
        }
        return count;
    }
}
