package io.shardbeat.assignment.subscribed;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.AssignmentProblem;
import io.shardbeat.assignment.HolderRuns;
import io.shardbeat.testkit.Seeds;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LoadLimitsTest {
    @Test
    void withoutWeightsTheLimitsAreTheAverageRoundedDownAndUp() {
        LoadLimits limits = limits(new int[] {7, 0, 0}, null);
        assertThat(limits.least).containsOnly(2);
        assertThat(limits.most).containsOnly(3);

        LoadLimits whole = limits(new int[] {1, 5, 0}, null);
        assertThat(whole.least).containsOnly(2);
        assertThat(whole.most).containsOnly(2);
    }

    @Test
    void aGroupWithoutShardsHasNoneAtTheLeast() {
        LoadLimits limits = limits(new int[] {0, 0}, new int[] {1, 3});

        assertThat(limits.least).containsOnly(0);
        assertThat(limits.most).doesNotContain(-1, -2);
    }

    @Test
    void aSingleShardMayGoToTheHeaviest() {
        LoadLimits limits = limits(new int[] {1, 0}, new int[] {1, 2});

        assertThat(limits.most[1]).isEqualTo(1);
    }

    @Seeds(500)
    void withWeightsTheLimitsAreTwoEvenLoadsAroundTheGroupsShards(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int members = random.nextInt(2, 10);
        int[] loads = random.ints(members, 0, 50).toArray();
        int[] weights = random.ints(members, 1, 20).toArray();

        LoadLimits limits = limits(loads, weights);

        int shards = IntStream.of(loads).sum();
        assertThat(IntStream.of(limits.least).sum()).isLessThanOrEqualTo(shards);
        assertThat(IntStream.of(limits.most).sum()).isGreaterThanOrEqualTo(shards);
        assertThat(isEven(limits.least, weights)).isTrue();
        assertThat(isEven(limits.most, weights)).isTrue();
        for (int m = 0; m < members; m++) {
            assertThat(limits.most[m] - limits.least[m]).isBetween(0, 1);
        }
    }

    /** Whether no shard costs less at a member other than its own; a member's n-th costs {@code (2n - 1) / weight}. */
    private static boolean isEven(int[] loads, int[] weights) {
        return IntStream.range(0, loads.length)
                .allMatch(a -> IntStream.range(0, loads.length)
                        .allMatch(b -> (2L * loads[a] - 1) * weights[b] <= (2L * loads[b] + 1) * weights[a]));
    }

    /** Of one topic, whose shards may go to all members. */
    private static LoadLimits limits(int[] loads, int @Nullable [] weights) {
        int[] holder = IntStream.range(0, loads.length)
                .flatMap(m -> IntStream.generate(() -> m).limit(loads[m]))
                .toArray();
        int[][] subscriptions = new int[loads.length][];
        Arrays.fill(subscriptions, new int[] {0});
        AssignmentProblem problem =
                new AssignmentProblem(loads.length, 1, new int[holder.length], holder, subscriptions, weights, null);
        LoadLimits limits = new LoadLimits(new SubscriptionGraph(problem, subscriptions, HolderRuns.of(problem)));
        int[] members = IntStream.range(0, loads.length).toArray();
        limits.set(new MemberGroup(0, members, new int[] {loads.length}, new int[loads.length + 1]));
        return limits;
    }
}
