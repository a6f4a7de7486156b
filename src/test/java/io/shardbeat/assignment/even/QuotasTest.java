package io.shardbeat.assignment.even;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.testkit.Seeds;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The bounds that quotas set, against what they are said to be. */
class QuotasTest {
    @Test
    void withoutWeightsBoundsAreTheAverageOfTheExtrasRoundedDownAndUp() {
        Quotas odd = new Quotas(3, new int[] {4, 5}, null);
        assertThat(odd.extras).containsExactly(1, 2);
        assertThat(odd.low).containsOnly(1);
        assertThat(odd.high).containsOnly(1);

        Quotas more = new Quotas(3, new int[] {5, 5}, null);
        assertThat(more.low).containsOnly(1);
        assertThat(more.high).containsOnly(2);
    }

    @Test
    void whoHasMoreBesidesTakesNoExtra() {
        Quotas quotas = new Quotas(2, new int[] {3}, null);

        assertThat(quotas.meetTogetherWith(new int[] {2, 0})).isTrue();
        assertThat(quotas.low).containsExactly(0, 1);
        assertThat(quotas.high).containsExactly(0, 1);
    }

    @Test
    void whatNobodyMayTakeCannotBeMet() {
        assertThat(new Quotas(2, new int[] {3}, null).meetTogetherWith(new int[] {9, 0}))
                .isFalse();
    }

    @Test
    void boundsThatEachMeetsAndAllTogetherDoNotAreOfNoUse() {
        assertThat(new Quotas(4, new int[] {3}, null).meetTogetherWith(new int[] {3, 3, 1, 1}))
                .as("there are more extras than may be taken")
                .isFalse();
        assertThat(new Quotas(4, new int[] {4, 3}, new long[] {2, 3, 2, 3}).meetTogetherWith(new int[] {2, 2, 0, 0}))
                .as("there are fewer extras than must be taken")
                .isFalse();
    }

    @Seeds(500)
    void togetherWithWhatTheyHaveMembersAreWithinTheQuotasOfAll(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int members = random.nextInt(1, 5);
        int[] sizes = random.ints(random.nextInt(1, 4), 0, 7).toArray();
        long[] weights =
                random.nextBoolean() ? null : random.longs(members, 1, 4).toArray();
        int[] besides = random.ints(members, 0, 5).toArray();
        long all = IntStream.of(sizes).sum() + IntStream.of(besides).sum();
        long totalWeight = weights == null ? members : LongStream.of(weights).sum();
        Quotas before = new Quotas(members, sizes, weights);
        Quotas quotas = new Quotas(members, sizes, weights);

        boolean met = quotas.meetTogetherWith(besides);

        boolean expected = true;
        long least = 0;
        long most = 0;
        for (int m = 0; m < members && expected; m++) {
            int member = m;
            long weight = weights == null ? 1 : weights[m];
            int bases = IntStream.range(0, sizes.length)
                    .map(topic -> before.base(topic, member))
                    .sum();
            int floor = (int) Math.floorDiv(all * weight, totalWeight) - besides[m] - bases;
            int ceiling = -(int) Math.floorDiv(-all * weight, totalWeight) - besides[m] - bases;
            assertThat(quotas.low[m]).as("least extras of %d", m).isEqualTo(Math.max(before.low[m], floor));
            assertThat(quotas.high[m]).as("most extras of %d", m).isEqualTo(Math.min(before.high[m], ceiling));
            expected = quotas.low[m] <= quotas.high[m];
            least += quotas.low[m];
            most += quotas.high[m];
        }
        int needed = IntStream.of(before.extras).sum();
        assertThat(met).isEqualTo(expected && least <= needed && needed <= most);
    }
}
