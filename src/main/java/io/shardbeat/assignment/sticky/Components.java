package io.shardbeat.assignment.sticky;

import io.shardbeat.assignment.AssignmentProblem;
import io.shardbeat.assignment.Counting;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The independent parts of a problem: members and topics that subscriptions join, directly or through others. Groups
 * whose members fall into a few teams, each with its own topics, then cost no more than groups of one team.
 */
final class Components {
    private static final int NONE = -1;

    private final AssignmentProblem problem;
    private final int[][] subscriptions;
    /** Per topic, a topic of the same part that is nearer to the one that stands for the part. */
    private final int[] parent;
    /** Per topic, its part, or {@link #NONE} if nobody subscribes to it. */
    private final int[] topicPart;
    /** Per member, its part, or {@link #NONE} if it subscribes to nothing. */
    private final int[] memberPart;
    /** Per topic, its index in its part. */
    private final int[] topicIndex;

    private final int[] memberIndex;
    /** Per part, how many topics, members and subscriptions it has. */
    private final int[] topics;

    private final int[] members;
    private final long[] joins;
    private final int[] shardStarts;
    private final int[] shardsByPart;
    private int parts;

    Components(AssignmentProblem problem, int[][] subscriptions) {
        this.problem = problem;
        this.subscriptions = subscriptions;
        this.parent = new int[problem.topics()];
        Arrays.setAll(parent, t -> t);
        join();
        this.topicPart = new int[problem.topics()];
        this.topicIndex = new int[problem.topics()];
        this.memberPart = new int[problem.members()];
        this.memberIndex = new int[problem.members()];
        this.topics = new int[problem.topics()];
        this.members = new int[problem.topics()];
        this.joins = new long[problem.topics()];
        number();
        int[] shardPart = new int[isWhole() ? 0 : problem.shards()];
        Arrays.setAll(shardPart, s -> topicPart[problem.topicOf()[s]] + 1);
        this.shardStarts = Counting.starts(shardPart, parts + 1, 0);
        this.shardsByPart = Counting.group(shardPart, shardStarts);
    }

    /** Members in a row mostly subscribe to the same topics, and need to be looked at only once then. */
    private void join() {
        int[] last = {};
        for (int[] subscribed : subscriptions) {
            if (subscribed != last && !Arrays.equals(subscribed, last)) {
                for (int topic : subscribed) {
                    parent[root(topic)] = root(subscribed[0]);
                }
                last = subscribed;
            }
        }
    }

    private int root(int topic) {
        int t = topic;
        while (parent[t] != t) {
            parent[t] = parent[parent[t]];
            t = parent[t];
        }
        return t;
    }

    /** Numbers parts by their first member, and what is in them by index. */
    private void number() {
        int[] partOfRoot = new int[problem.topics()];
        Arrays.fill(partOfRoot, NONE);
        for (int m = 0; m < problem.members(); m++) {
            memberPart[m] = NONE;
            if (subscriptions[m].length > 0) {
                int root = root(subscriptions[m][0]);
                if (partOfRoot[root] == NONE) {
                    partOfRoot[root] = parts++;
                }
                memberPart[m] = partOfRoot[root];
                memberIndex[m] = members[memberPart[m]]++;
                joins[memberPart[m]] += subscriptions[m].length;
            }
        }
        for (int t = 0; t < problem.topics(); t++) {
            topicPart[t] = partOfRoot[root(t)];
            if (topicPart[t] != NONE) {
                topicIndex[t] = topics[topicPart[t]]++;
            }
        }
    }

    int parts() {
        return parts;
    }

    /** Whether there is one part, which has everything. */
    boolean isWhole() {
        return parts == 1 && members[0] == problem.members() && topics[0] == problem.topics();
    }

    /** Whether every member of the part subscribes to all its topics. */
    boolean isComplete(int part) {
        return joins[part] == (long) members[part] * topics[part];
    }

    /** The part as a problem of its own; without subscriptions if it is complete. */
    AssignmentProblem problem(int part) {
        int shards = shardStarts[part + 2] - shardStarts[part + 1];
        int[] topicOf = new int[shards];
        int[] holder = new int[shards];
        for (int i = 0; i < shards; i++) {
            int shard = shardsByPart[shardStarts[part + 1] + i];
            int member = problem.holder()[shard];
            topicOf[i] = topicIndex[problem.topicOf()[shard]];
            holder[i] = member >= 0 && memberPart[member] == part ? memberIndex[member] : AssignmentProblem.NOBODY;
        }
        int[][] partSubscriptions = isComplete(part) ? null : subscriptions(part);
        return new AssignmentProblem(
                members[part],
                topics[part],
                topicOf,
                holder,
                partSubscriptions,
                weights(part),
                marks(part, problem.pinned()),
                marks(part, problem.readOnly()));
    }

    private boolean @Nullable [] marks(int part, boolean @Nullable [] ofAll) {
        if (ofAll == null) {
            return null;
        }
        boolean[] marks = new boolean[shardStarts[part + 2] - shardStarts[part + 1]];
        for (int i = 0; i < marks.length; i++) {
            marks[i] = ofAll[shardsByPart[shardStarts[part + 1] + i]];
        }
        return marks;
    }

    private int[][] subscriptions(int part) {
        int[][] partSubscriptions = new int[members[part]][];
        for (int m = 0; m < problem.members(); m++) {
            if (memberPart[m] == part) {
                partSubscriptions[memberIndex[m]] =
                        Arrays.stream(subscriptions[m]).map(t -> topicIndex[t]).toArray();
            }
        }
        return partSubscriptions;
    }

    private int @Nullable [] weights(int part) {
        int[] weights = problem.weights();
        if (weights == null) {
            return null;
        }
        int[] partWeights = new int[members[part]];
        for (int m = 0; m < problem.members(); m++) {
            if (memberPart[m] == part) {
                partWeights[memberIndex[m]] = weights[m];
            }
        }
        return partWeights;
    }

    /** Writes the target of a part into the target of the whole. */
    void copy(int part, int[] partTarget, int[] target) {
        int[] memberOf = new int[members[part]];
        for (int m = 0; m < problem.members(); m++) {
            if (memberPart[m] == part) {
                memberOf[memberIndex[m]] = m;
            }
        }
        for (int i = 0; i < partTarget.length; i++) {
            int member = partTarget[i];
            target[shardsByPart[shardStarts[part + 1] + i]] = member < 0 ? AssignmentProblem.NOBODY : memberOf[member];
        }
    }
}
