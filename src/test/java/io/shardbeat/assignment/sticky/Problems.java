package io.shardbeat.assignment.sticky;

import static io.shardbeat.assignment.AssignmentProblem.NOBODY;

import io.shardbeat.assignment.AssignmentProblem;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Random assignment problems, and problems that follow from others. */
public final class Problems {
    private Problems() {}

    /** Every member subscribes to everything; about a fifth of the shards are free. */
    static AssignmentProblem homogeneous(SplittableRandom random, int maxMembers, int maxTopics, int maxShards) {
        int members = random.nextInt(1, maxMembers + 1);
        int topics = random.nextInt(1, maxTopics + 1);
        int shards = random.nextInt(maxShards + 1);
        int[] topicOf = random.ints(shards, 0, topics).toArray();
        int[] holder = random.ints(shards, 0, members).toArray();
        for (int s = 0; s < shards; s++) {
            holder[s] = random.nextInt(5) == 0 ? NOBODY : holder[s];
        }
        return new AssignmentProblem(members, topics, topicOf, holder, null, null, null);
    }

    /** The same, with a few holders that have nearly everything, so that most of it must move. */
    public static AssignmentProblem lopsided(SplittableRandom random, int maxMembers, int maxTopics, int maxShards) {
        AssignmentProblem problem = homogeneous(random, maxMembers, maxTopics, maxShards);
        int holders = random.nextInt(1, problem.members() + 1);
        return withHolder(
                problem, Arrays.stream(problem.holder()).map(m -> m % holders).toArray());
    }

    /** Each member subscribes to some of the topics, perhaps none; holders may hold what they do not subscribe to. */
    public static AssignmentProblem mixed(SplittableRandom random, int maxMembers, int maxTopics, int maxShards) {
        AssignmentProblem all = lopsided(random, maxMembers, maxTopics, maxShards);
        int odds = random.nextInt(2, 5);
        int[][] subscriptions = new int[all.members()][];
        for (int m = 0; m < subscriptions.length; m++) {
            subscriptions[m] = IntStream.range(0, all.topics())
                    .filter(t -> random.nextInt(odds) == 0)
                    .toArray();
        }
        return withSubscriptions(all, subscriptions);
    }

    public static AssignmentProblem free(int members, int topics, int shards) {
        int[] topicOf = IntStream.range(0, shards)
                .map(s -> (int) ((long) s * topics / shards))
                .toArray();
        int[] holder = new int[shards];
        Arrays.fill(holder, NOBODY);
        return new AssignmentProblem(members, topics, topicOf, holder, null, null, null);
    }

    static int[] randomWeights(SplittableRandom random, int members) {
        return random.ints(members, 1, 5).toArray();
    }

    public static AssignmentProblem withRandomWeights(AssignmentProblem problem, SplittableRandom random) {
        return withWeights(problem, randomWeights(random, problem.members()));
    }

    public static AssignmentProblem withRandomPins(AssignmentProblem problem, SplittableRandom random) {
        int odds = random.nextInt(2, 8);
        boolean[] pinned = new boolean[problem.shards()];
        for (int s = 0; s < pinned.length; s++) {
            pinned[s] = random.nextInt(odds) == 0;
        }
        return withPins(problem, pinned);
    }

    static AssignmentProblem withHolder(AssignmentProblem p, int[] holder) {
        return new AssignmentProblem(
                p.members(), p.topics(), p.topicOf(), holder, p.subscriptions(), p.weights(), p.pinned(), p.readOnly());
    }

    public static AssignmentProblem withSubscriptions(AssignmentProblem p, int @Nullable [][] subscriptions) {
        return new AssignmentProblem(
                p.members(), p.topics(), p.topicOf(), p.holder(), subscriptions, p.weights(), p.pinned(), p.readOnly());
    }

    static AssignmentProblem withWeights(AssignmentProblem p, int[] weights) {
        return new AssignmentProblem(
                p.members(), p.topics(), p.topicOf(), p.holder(), p.subscriptions(), weights, p.pinned(), p.readOnly());
    }

    static AssignmentProblem withPins(AssignmentProblem p, boolean[] pinned) {
        return new AssignmentProblem(
                p.members(), p.topics(), p.topicOf(), p.holder(), p.subscriptions(), p.weights(), pinned, p.readOnly());
    }

    /** The member is gone, those after it move up, and its shards are free. For problems without extras only. */
    static AssignmentProblem leave(AssignmentProblem p, int member) {
        int[] holder = Arrays.stream(p.holder())
                .map(m -> m == member ? NOBODY : m > member ? m - 1 : m)
                .toArray();
        return new AssignmentProblem(p.members() - 1, p.topics(), p.topicOf(), holder, null, null, null);
    }

    /** A new member, with nothing, takes that index; those from it on move down. For problems without extras only. */
    static AssignmentProblem join(AssignmentProblem p, int member) {
        int[] holder =
                Arrays.stream(p.holder()).map(m -> m >= member ? m + 1 : m).toArray();
        return new AssignmentProblem(p.members() + 1, p.topics(), p.topicOf(), holder, null, null, null);
    }

    static boolean isSubscribed(AssignmentProblem problem, int member, int topic) {
        int[][] subscriptions = problem.subscriptions();
        return subscriptions == null || Arrays.binarySearch(subscriptions[member], topic) >= 0;
    }

    static boolean isPinned(AssignmentProblem problem, int shard) {
        boolean[] pinned = problem.pinned();
        int holder = problem.holder()[shard];
        return pinned != null
                && pinned[shard]
                && holder >= 0
                && isSubscribed(problem, holder, problem.topicOf()[shard]);
    }

    static int weight(AssignmentProblem problem, int member) {
        int[] weights = problem.weights();
        return weights == null ? 1 : weights[member];
    }

    static long totalWeight(AssignmentProblem problem) {
        return IntStream.range(0, problem.members())
                .mapToLong(m -> weight(problem, m))
                .sum();
    }
}
