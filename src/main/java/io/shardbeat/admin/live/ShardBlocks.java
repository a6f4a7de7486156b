package io.shardbeat.admin.live;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shardbeat.admin.view.shard.ShardMap;
import io.shardbeat.admin.view.shard.ShardMap.TopicMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A shard map cut into blocks, so that a change of a few shards is a change of a few blocks: {@code members} by a number
 * that stays theirs, {@code topics} in blocks of shards with near numbers, each {@code [[first, count, ...], states,
 * holders]}.
 */
final class ShardBlocks {
    private static final int BLOCK = 256;
    private static final int MOST_STRANGERS = 200;

    private final Map<String, Integer> places = new HashMap<>();
    private int next;

    ObjectNode of(ShardMap map) {
        Set<String> there = new HashSet<>(map.members());
        if (places.size() > 2 * there.size() + MOST_STRANGERS) {
            places.keySet().retainAll(there);
        }
        int[] stable = new int[map.members().size()];
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < stable.length; i++) {
            stable[i] = places.computeIfAbsent(map.members().get(i), name -> next++);
            members.put(Integer.toString(stable[i]), map.members().get(i));
        }
        ObjectNode topics = JsonNodeFactory.instance.objectNode();
        for (TopicMap topic : map.topics()) {
            topics.set(topic.topic(), blocks(topic, stable));
        }
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.set("members", members);
        result.set("topics", topics);
        return result;
    }

    private static ObjectNode blocks(TopicMap topic, int[] stable) {
        ObjectNode blocks = JsonNodeFactory.instance.objectNode();
        int[] numbers = numbers(topic.numbers(), topic.holders().size());
        for (int from = 0; from < numbers.length; ) {
            int block = numbers[from] / BLOCK;
            int to = from;
            while (to < numbers.length && numbers[to] / BLOCK == block) {
                to++;
            }
            ArrayNode holders = JsonNodeFactory.instance.arrayNode(to - from);
            for (int i = from; i < to; i++) {
                int holder = topic.holders().get(i);
                holders.add(holder < 0 ? -1 : stable[holder]);
            }
            ArrayNode made = blocks.putArray(Integer.toString(block));
            made.add(runs(numbers, from, to));
            made.add(topic.states().substring(from, to));
            made.add(holders);
            from = to;
        }
        return blocks;
    }

    private static int[] numbers(List<Integer> runs, int size) {
        int[] numbers = new int[size];
        int at = 0;
        for (int run = 0; run < runs.size(); run += 2) {
            for (int i = 0; i < runs.get(run + 1); i++) {
                numbers[at++] = runs.get(run) + i;
            }
        }
        return numbers;
    }

    private static ArrayNode runs(int[] numbers, int from, int to) {
        ArrayNode runs = JsonNodeFactory.instance.arrayNode();
        int first = from;
        for (int i = from + 1; i <= to; i++) {
            if (i == to || numbers[i] != numbers[i - 1] + 1) {
                runs.add(numbers[first]).add(i - first);
                first = i;
            }
        }
        return runs;
    }
}
