package io.shardbeat.group.plan;

import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.ShardSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Numbers the shards of a group from 0 in ascending order, so that a pass can work on arrays. */
final class ShardIndex {
    /** The index of a shard that the catalog does not have. */
    static final int ABSENT = -1;

    private final List<String> topics;
    private final Map<String, Integer> topicIndex = new HashMap<>();
    private final int[][] numbers;
    private final int[] offsets;

    ShardIndex(ShardSet shards) {
        topics = new ArrayList<>(shards.topics());
        numbers = new int[topics.size()][];
        offsets = new int[topics.size() + 1];
        for (int t = 0; t < numbers.length; t++) {
            topicIndex.put(topics.get(t), t);
            numbers[t] = shards.numbers(topics.get(t));
            offsets[t + 1] = offsets[t] + numbers[t].length;
        }
    }

    int size() {
        return offsets[numbers.length];
    }

    List<String> topics() {
        return topics;
    }

    /** The index of a topic, or {@link #ABSENT}. */
    int topic(String topic) {
        return topicIndex.getOrDefault(topic, ABSENT);
    }

    /** The index of a shard, or {@link #ABSENT}. */
    int of(String topic, int number) {
        int t = topic(topic);
        if (t == ABSENT) {
            return ABSENT;
        }
        int[] all = numbers[t];
        if (number < all.length && all[number] == number) {
            return offsets[t] + number;
        }
        int found = Arrays.binarySearch(all, number);
        return found < 0 ? ABSENT : offsets[t] + found;
    }

    int of(ShardId shard) {
        return of(shard.topic(), shard.number());
    }

    /** The indices of a set's shards, without those that the catalog does not have. */
    int[] all(ShardSet shards) {
        return shards.topics().stream()
                .flatMapToInt(topic -> Arrays.stream(shards.numbers(topic)).map(number -> of(topic, number)))
                .filter(shard -> shard != ABSENT)
                .toArray();
    }

    /** Per shard, whether it is one of the set's; {@code null} when none is. */
    boolean @Nullable [] marks(ShardSet shards) {
        int[] marked = all(shards);
        if (marked.length == 0) {
            return null;
        }
        boolean[] marks = new boolean[size()];
        for (int shard : marked) {
            marks[shard] = true;
        }
        return marks;
    }

    ShardId shard(int index) {
        int t = topicOfShard(index);
        return new ShardId(topics.get(t), numbers[t][index - offsets[t]]);
    }

    /** Per shard, the index of its topic. */
    int[] topicOfEach() {
        int[] topicOf = new int[size()];
        for (int t = 0; t < numbers.length; t++) {
            Arrays.fill(topicOf, offsets[t], offsets[t + 1], t);
        }
        return topicOf;
    }

    private int topicOfShard(int index) {
        int found = Arrays.binarySearch(offsets, index);
        if (found < 0) {
            return -found - 2;
        }
        while (offsets[found + 1] == index) {
            found++;
        }
        return found;
    }
}
