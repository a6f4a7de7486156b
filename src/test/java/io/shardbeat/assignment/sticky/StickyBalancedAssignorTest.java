package io.shardbeat.assignment.sticky;

import static io.shardbeat.assignment.AssignmentProblem.NOBODY;
import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.AssignmentProblem;
import io.shardbeat.assignment.Assignor;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.testkit.Seeds;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What holds for every kind of problem. */
class StickyBalancedAssignorTest {
    private final Assignor assignor = new StickyBalancedAssignor();

    private static AssignmentProblem any(SplittableRandom random) {
        AssignmentProblem problem =
                random.nextBoolean() ? Problems.lopsided(random, 20, 10, 300) : Problems.mixed(random, 20, 10, 300);
        AssignmentProblem weighted = random.nextInt(3) == 0 ? Problems.withRandomWeights(problem, random) : problem;
        return random.nextInt(3) == 0 ? Problems.withRandomPins(weighted, random) : weighted;
    }

    @Seeds(1000)
    void everyShardHasOneEligibleOwnerOrNobodyIsEligible(long seed) {
        AssignmentProblem problem = any(new SplittableRandom(seed));

        int[] target = assignor.assign(problem);

        assertThat(target).hasSize(problem.shards());
        assertThat(Targets.isLegal(problem, target)).isTrue();
    }

    @Seeds(1000)
    void targetIsItsOwnTarget(long seed) {
        AssignmentProblem problem = any(new SplittableRandom(seed));

        int[] target = assignor.assign(problem);

        assertThat(assignor.assign(Problems.withHolder(problem, target))).isEqualTo(target);
    }

    @Seeds(1000)
    void sameProblemHasTheSameTargetAndIsLeftAsItWas(long seed) {
        AssignmentProblem problem = any(new SplittableRandom(seed));
        AssignmentProblem copy = any(new SplittableRandom(seed));

        int[] target = assignor.assign(problem);

        assertThat(assignor.assign(problem)).isEqualTo(target);
        assertThat(Arrays.deepEquals(contents(problem), contents(copy))).isTrue();
        assertThat(new StickyBalancedAssignor().assign(copy)).isEqualTo(target);
    }

    private static Object[] contents(AssignmentProblem problem) {
        return new Object[] {
            problem.topicOf(), problem.holder(), problem.subscriptions(), problem.weights(), problem.pinned()
        };
    }

    @Seeds(1000)
    void loadsPerTopicDoNotDependOnTheOrderOfShardsWithPinsOnlyWhereHeld(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        AssignmentProblem problem = any(random);
        int[] order = shuffled(problem.shards(), random);
        boolean[] pinned = problem.pinned();
        boolean[] pinnedInOrder = pinned == null ? null : new boolean[order.length];
        for (int s = 0; s < order.length && pinned != null; s++) {
            pinned[order[s]] &= problem.holder()[order[s]] != NOBODY;
            pinnedInOrder[s] = pinned[order[s]];
        }
        AssignmentProblem inOrder = new AssignmentProblem(
                problem.members(),
                problem.topics(),
                IntStream.of(order).map(s -> problem.topicOf()[s]).toArray(),
                IntStream.of(order).map(s -> problem.holder()[s]).toArray(),
                problem.subscriptions(),
                problem.weights(),
                pinnedInOrder);

        assertThat(Targets.topicLoads(inOrder, assignor.assign(inOrder)))
                .isEqualTo(Targets.topicLoads(problem, assignor.assign(problem)));
    }

    /** Members and shards are listed in any order, then numbered by name as the caller must. */
    @Seeds(1000)
    void namedMembersHaveTheSameShardsHoweverTheyAreListed(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int members = random.nextInt(1, 15);
        int shards = random.nextInt(100);
        int[] holder = random.ints(shards, NOBODY, members).toArray();

        Map<ShardId, String> target = assignNamed(
                holder,
                IntStream.range(0, members).toArray(),
                IntStream.range(0, shards).toArray());

        assertThat(assignNamed(holder, shuffled(members, random), shuffled(shards, random)))
                .isEqualTo(target);
    }

    private Map<ShardId, String> assignNamed(int[] holder, int[] memberOrder, int[] shardOrder) {
        var memberNames = new TreeMap<String, Integer>();
        for (int m : memberOrder) {
            memberNames.put("member-" + m, m);
        }
        var shardIds = new TreeMap<ShardId, Integer>();
        for (int s : shardOrder) {
            shardIds.put(new ShardId("topic-" + s % 4, s), s);
        }
        String[] names = memberNames.keySet().toArray(String[]::new);
        int[] indexOf = new int[names.length];
        Arrays.setAll(indexOf, i -> Arrays.binarySearch(names, "member-" + i));
        int[] topicOf = shardIds.values().stream().mapToInt(s -> s % 4).toArray();
        int[] holders = shardIds.values().stream()
                .mapToInt(s -> holder[s] == NOBODY ? NOBODY : indexOf[holder[s]])
                .toArray();
        int[] target = assignor.assign(new AssignmentProblem(names.length, 4, topicOf, holders, null, null, null));
        var named = new TreeMap<ShardId, String>();
        int i = 0;
        for (ShardId shard : shardIds.keySet()) {
            named.put(shard, names[target[i++]]);
        }
        return named;
    }

    private static int[] shuffled(int size, SplittableRandom random) {
        int[] order = IntStream.range(0, size).toArray();
        for (int i = size - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }

    @Test
    void withoutMembersNobodyGetsAnything() {
        assertThat(assignor.assign(Problems.free(0, 1, 3))).containsExactly(NOBODY, NOBODY, NOBODY);
    }

    @Test
    void withoutShardsThereIsNothingToAssign() {
        assertThat(assignor.assign(Problems.free(3, 2, 0))).isEmpty();
        assertThat(assignor.assign(Problems.free(3, 0, 0))).isEmpty();
        assertThat(assignor.assign(Problems.withSubscriptions(Problems.free(1, 0, 0), new int[][] {{}})))
                .isEmpty();
    }

    @Test
    void membersThatSubscribeToNothingGetNothing() {
        AssignmentProblem problem = Problems.withSubscriptions(Problems.free(2, 1, 2), new int[][] {{}, {}});

        assertThat(assignor.assign(problem)).containsExactly(NOBODY, NOBODY);
    }
}
