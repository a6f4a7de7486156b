package io.shardbeat.admin.view.shard;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where every shard is, in few bytes: about six for each.
 *
 * @param epoch the group's epoch when it was read
 * @param members those that hold or hand over something
 */
public record ShardMap(long epoch, List<String> members, List<TopicMap> topics) {
    private static final int NOBODY = -1;

    /**
     * The shards of a topic in ascending order.
     *
     * @param numbers where runs of numbers begin, and how many are in each: 0, 3, 7, 1 is 0 to 2 and 7
     * @param states a letter for each: {@code h}eld, handing over ({@code m}, {@code s} when stuck), {@code f}ree,
     *     {@code r}esting, {@code p}arked
     * @param holders for each the place of its holder in {@code members}; -1: nobody
     */
    public record TopicMap(String topic, List<Integer> numbers, String states, List<Integer> holders) {}

    public static ShardMap of(long epoch, Stream<ShardView> shards) {
        Map<String, Integer> members = new LinkedHashMap<>();
        Map<String, Rows> topics = new LinkedHashMap<>();
        shards.forEach(shard -> topics.computeIfAbsent(shard.topic(), topic -> new Rows())
                .add(
                        shard,
                        shard.holder() == null
                                ? NOBODY
                                : members.computeIfAbsent(shard.holder(), name -> members.size())));
        List<TopicMap> maps = new ArrayList<>();
        topics.forEach(
                (topic, rows) -> maps.add(new TopicMap(topic, rows.numbers, rows.states.toString(), rows.holders)));
        return new ShardMap(epoch, List.copyOf(members.keySet()), maps);
    }

    private static final class Rows {
        private final List<Integer> numbers = new ArrayList<>();
        private final StringBuilder states = new StringBuilder();
        private final List<Integer> holders = new ArrayList<>();
        private int expected = -1;

        void add(ShardView shard, int holder) {
            if (shard.number() != expected) {
                numbers.add(shard.number());
                numbers.add(0);
            }
            int last = numbers.size() - 1;
            numbers.set(last, numbers.get(last) + 1);
            expected = shard.number() + 1;
            states.append(letter(shard));
            holders.add(holder);
        }

        private static char letter(ShardView shard) {
            return switch (shard.state()) {
                case HELD -> 'h';
                case HANDING_OVER -> shard.stuck() ? 's' : 'm';
                case FREE -> 'f';
                case FENCED -> 'r';
                case PARKED -> 'p';
            };
        }
    }
}
