package io.shardbeat.load.plan;

import java.util.Arrays;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** A set of shard numbers, immutable. */
public final class Shards {
    public static final Shards NONE = new Shards(new int[0]);

    private final int[] numbers;

    private Shards(int[] numbers) {
        this.numbers = numbers;
    }

    /** @param numbers in any order, may repeat */
    public static Shards of(int... numbers) {
        for (int i = 1; i < numbers.length; i++) {
            if (numbers[i] <= numbers[i - 1]) {
                return new Shards(Arrays.stream(numbers).sorted().distinct().toArray());
            }
        }
        return numbers.length == 0 ? NONE : new Shards(numbers.clone());
    }

    public boolean contains(int shard) {
        return Arrays.binarySearch(numbers, shard) >= 0;
    }

    public boolean isEmpty() {
        return numbers.length == 0;
    }

    public int size() {
        return numbers.length;
    }

    public boolean containsAll(Shards others) {
        for (int shard : others.numbers) {
            if (!contains(shard)) {
                return false;
            }
        }
        return true;
    }

    public Shards plus(Shards others) {
        if (containsAll(others)) {
            return this;
        }
        int[] both = Arrays.copyOf(numbers, numbers.length + others.numbers.length);
        System.arraycopy(others.numbers, 0, both, numbers.length, others.numbers.length);
        return of(both);
    }

    public Shards minus(Shards others) {
        if (others.isEmpty() || isEmpty()) {
            return this;
        }
        int[] rest =
                Arrays.stream(numbers).filter(shard -> !others.contains(shard)).toArray();
        return rest.length == numbers.length ? this : of(rest);
    }

    public void forEach(IntConsumer action) {
        for (int shard : numbers) {
            action.accept(shard);
        }
    }

    /** Appends {@code 0,1,2}. */
    public void appendTo(StringBuilder text) {
        for (int i = 0; i < numbers.length; i++) {
            if (i > 0) {
                text.append(',');
            }
            text.append(numbers[i]);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Shards that && Arrays.equals(numbers, that.numbers);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(numbers);
    }

    @Override
    public String toString() {
        return Arrays.toString(numbers);
    }
}
