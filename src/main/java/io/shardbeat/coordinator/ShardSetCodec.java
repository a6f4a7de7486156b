package io.shardbeat.coordinator;

import io.shardbeat.assignment.ShardSet;
import io.shardbeat.group.GroupId;
import java.util.function.ToIntFunction;

/**
 * How a dialect writes a set of shards. Reports and grants are stored in these very bytes, so that a heartbeat's answer
 * is returned as it is kept. Each dialect brings one.
 */
public interface ShardSetCodec {
    /** The dialect whose groups it serves, for example {@code sls}. */
    String dialect();

    /** Whether the topics that a report names are all that its member consumes; if not, that is all topics of its group. */
    default boolean reportsSubscribe() {
        return true;
    }

    /** The canonical form: equal sets give equal bytes. */
    byte[] encode(GroupId group, ShardSet shards);

    /**
     * Whether a set in canonical form names only topics that there are, with numbers below their sizes. Asked for every
     * heartbeat.
     *
     * @param sizes of topics; negative for one that there is not
     */
    default boolean isWithin(GroupId group, byte[] set, ToIntFunction<String> sizes) {
        ShardSet shards = decode(group, set);
        return shards.topics().stream().allMatch(topic -> {
            int[] numbers = shards.numbers(topic);
            int size = sizes.applyAsInt(topic);
            return size >= 0 && (numbers.length == 0 || numbers[numbers.length - 1] < size);
        });
    }

    /** The reverse; only ever given what {@link #encode} gave, by this or an earlier version. */
    ShardSet decode(GroupId group, byte[] bytes);
}
