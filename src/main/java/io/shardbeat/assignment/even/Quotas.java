package io.shardbeat.assignment.even;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What balance means when every member may have every shard. A member's exact quota of {@code n} shards is
 * {@code n * weight / total weight}; it gets the quota rounded down, its <em>base</em>, or one more, an <em>extra</em>:
 * of each topic, and of all shards together. Both roundings can always be had at once, because a matrix of quotas is a
 * fractional flow and a flow with whole bounds has a whole solution (controlled rounding, Cox 1987).
 *
 * <p>Quotas of whole shards take no extra. With equal weights this is the usual "differ by at most one".
 */
final class Quotas {
    /** Per topic, how many extras there are beside all bases. */
    final int[] extras;
    /** Per member, the fewest extras it must take to have its quota of all shards, rounded down. */
    final int[] low;
    /** Per member, the most extras it may take: {@link #low} or one more. */
    final int[] high;
    /** The members, largest weight first. */
    final int[] byWeight;
    /** The members, largest remainder of the quota of all shards first: who is to have an extra if nothing else says. */
    int[] byRemainder;

    private final int members;
    private final int[] sizes;
    private final int[] evenBase;
    private final long @Nullable [] weights;
    private final long totalWeight;

    Quotas(int members, int[] topicSizes, long @Nullable [] weights) {
        this.members = members;
        this.sizes = topicSizes;
        this.weights = weights == null || isEven(weights) ? null : weights;
        this.totalWeight =
                this.weights == null ? members : Arrays.stream(this.weights).sum();
        this.extras = new int[sizes.length];
        this.evenBase = new int[sizes.length];
        this.low = new int[members];
        this.high = new int[members];
        if (this.weights == null) {
            this.byWeight = IntStream.range(0, members).toArray();
            this.byRemainder = byWeight;
            even();
        } else {
            long all = IntStream.of(sizes).sum();
            long[] w = this.weights;
            this.byWeight = order(m -> w[m]);
            this.byRemainder = order(m -> all * w[m] % totalWeight);
            weighted(w, all);
        }
    }

    private static boolean isEven(long[] weights) {
        return Arrays.stream(weights).allMatch(w -> w == weights[0]);
    }

    /** The members by falling key, then rising index. */
    private int[] order(IntToLongFunction key) {
        return IntStream.range(0, members)
                .boxed()
                .sorted(Comparator.comparingLong((Integer m) -> -key.applyAsLong(m)))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private void even() {
        int all = 0;
        for (int t = 0; t < sizes.length; t++) {
            evenBase[t] = sizes[t] / members;
            extras[t] = sizes[t] - evenBase[t] * members;
            all += extras[t];
        }
        Arrays.fill(low, all / members);
        Arrays.fill(high, all % members == 0 ? all / members : all / members + 1);
    }

    private void weighted(long[] w, long shards) {
        for (int m = 0; m < members; m++) {
            low[m] = (int) (shards * w[m] / totalWeight);
            high[m] = shards * w[m] % totalWeight == 0 ? low[m] : low[m] + 1;
        }
        for (int t = 0; t < sizes.length; t++) {
            extras[t] = sizes[t];
            for (int i = 0; i < members && base(t, byWeight[i]) > 0; i++) {
                int base = base(t, byWeight[i]);
                extras[t] -= base;
                low[byWeight[i]] -= base;
                high[byWeight[i]] -= base;
            }
        }
    }

    /** Of members that are due the same, those with the least of something else are to have an extra first. */
    void preferThoseWithLeast(int[] besides) {
        if (weights == null) {
            byRemainder = order(m -> -besides[m]);
        }
    }

    /**
     * Narrows how many extras members may take, so that together with what they have besides the quotas are met as well.
     * Returns false when the numbers alone show that this cannot be; the quotas are of no use then.
     */
    boolean meetTogetherWith(int[] besides) {
        long shards = IntStream.of(sizes).sum();
        long all = shards + IntStream.of(besides).sum();
        long least = 0;
        long most = 0;
        for (int m = 0; m < members; m++) {
            long weight = weights == null ? 1 : weights[m];
            int bases = (int) (shards * weight / totalWeight) - low[m];
            int floor = (int) (all * weight / totalWeight) - besides[m] - bases;
            int ceiling = all * weight % totalWeight == 0 ? floor : floor + 1;
            low[m] = Math.max(low[m], floor);
            high[m] = Math.min(high[m], ceiling);
            if (low[m] > high[m]) {
                return false;
            }
            least += low[m];
            most += high[m];
        }
        int needed = IntStream.of(extras).sum();
        return least <= needed && needed <= most;
    }

    /** The member's quota of the topic, rounded down. It never rises along {@link #byWeight}. */
    int base(int topic, int member) {
        return weights == null ? evenBase[topic] : (int) (sizes[topic] * weights[member] / totalWeight);
    }

    /** Whether the member's quota of the topic is not whole, so that it may take an extra. */
    boolean mayTakeExtra(int topic, int member) {
        return weights == null ? extras[topic] > 0 : sizes[topic] * weights[member] % totalWeight != 0;
    }
}
