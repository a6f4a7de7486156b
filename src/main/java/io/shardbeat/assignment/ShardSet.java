package io.shardbeat.assignment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A set of shards by topic: what a member says it holds (a report) or may hold (a grant). A topic may be named with no
 * shards at all: the member subscribes to it and has none of it yet.
 *
 * <p>Immutable; topics and numbers ascend. Kept as plain arrays because a group can have 500,000 shards.
 */
public final class ShardSet {
    public static final ShardSet EMPTY = new ShardSet(new TreeMap<>());

    private final TreeMap<String, int[]> byTopic;

    private ShardSet(TreeMap<String, int[]> byTopic) {
        this.byTopic = byTopic;
    }

    /** A set of the given numbers of one topic; the order and repetitions do not matter. */
    public static ShardSet of(String topic, int... numbers) {
        return new Builder().topic(topic).addAll(topic, numbers).build();
    }

    public static ShardSet of(Collection<ShardId> shards) {
        Builder builder = new Builder();
        shards.forEach(shard -> builder.add(shard.topic(), shard.number()));
        return builder.build();
    }

    /** The topics named, with or without shards, ascending. */
    public Collection<String> topics() {
        return byTopic.keySet();
    }

    /** The numbers of one topic, ascending; empty when the topic is not named. Must not be changed. */
    public int[] numbers(String topic) {
        int @Nullable [] numbers = byTopic.get(topic);
        return numbers == null ? new int[0] : numbers;
    }

    public boolean contains(ShardId shard) {
        int @Nullable [] numbers = byTopic.get(shard.topic());
        return numbers != null && Arrays.binarySearch(numbers, shard.number()) >= 0;
    }

    /** How many shards there are, over all topics. */
    public int size() {
        int size = 0;
        for (int[] numbers : byTopic.values()) {
            size += numbers.length;
        }
        return size;
    }

    public boolean hasNoShards() {
        return size() == 0;
    }

    /** Every shard, ascending. */
    public List<ShardId> shards() {
        List<ShardId> shards = new ArrayList<>(size());
        byTopic.forEach((topic, numbers) -> {
            for (int number : numbers) {
                shards.add(new ShardId(topic, number));
            }
        });
        return shards;
    }

    /** The shards that both have, with the topics that this one names. */
    public ShardSet intersect(ShardSet other) {
        TreeMap<String, int[]> both = new TreeMap<>();
        byTopic.forEach((topic, numbers) -> both.put(
                topic,
                Arrays.stream(numbers)
                        .filter(number -> Arrays.binarySearch(other.numbers(topic), number) >= 0)
                        .toArray()));
        return new ShardSet(both);
    }

    /** The same shards, with these topics named too. */
    public ShardSet withTopics(Collection<String> topics) {
        if (byTopic.keySet().containsAll(topics)) {
            return this;
        }
        TreeMap<String, int[]> wider = new TreeMap<>(byTopic);
        topics.forEach(topic -> wider.putIfAbsent(topic, new int[0]));
        return new ShardSet(wider);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof ShardSet that) || !byTopic.keySet().equals(that.byTopic.keySet())) {
            return false;
        }
        return byTopic.entrySet().stream().allMatch(e -> Arrays.equals(e.getValue(), that.byTopic.get(e.getKey())));
    }

    @Override
    public int hashCode() {
        int hash = 0;
        for (Map.Entry<String, int[]> entry : byTopic.entrySet()) {
            hash = 31 * hash + entry.getKey().hashCode() + Arrays.hashCode(entry.getValue());
        }
        return hash;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        byTopic.forEach((topic, numbers) ->
                text.append(text.length() > 1 ? ", " : "").append(topic).append(Arrays.toString(numbers)));
        return text.append('}').toString();
    }

    /** Collects shards in any order. */
    public static final class Builder {
        private final TreeMap<String, IntList> byTopic = new TreeMap<>();

        /** Names a topic, with or without shards. */
        public Builder topic(String topic) {
            byTopic.computeIfAbsent(topic, t -> new IntList());
            return this;
        }

        public Builder topics(Collection<String> topics) {
            topics.forEach(this::topic);
            return this;
        }

        public Builder add(String topic, int number) {
            byTopic.computeIfAbsent(topic, t -> new IntList()).add(number);
            return this;
        }

        public Builder addAll(String topic, int... numbers) {
            IntList list = byTopic.computeIfAbsent(topic, t -> new IntList());
            for (int number : numbers) {
                list.add(number);
            }
            return this;
        }

        public ShardSet build() {
            TreeMap<String, int[]> sorted = new TreeMap<>();
            byTopic.forEach((topic, list) -> sorted.put(topic, list.sortedDistinct()));
            return new ShardSet(sorted);
        }
    }

    private static final class IntList {
        private int[] values = new int[4];
        private int size;

        void add(int value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = value;
        }

        int[] sortedDistinct() {
            int[] sorted = Arrays.copyOf(values, size);
            Arrays.sort(sorted);
            int kept = 0;
            for (int i = 0; i < size; i++) {
                if (i == 0 || sorted[i] != sorted[i - 1]) {
                    sorted[kept++] = sorted[i];
                }
            }
            return kept == size ? sorted : Arrays.copyOf(sorted, kept);
        }
    }
}
