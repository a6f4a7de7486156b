package io.shardbeat.assignment;

import java.util.Comparator;

/**
 * The unit of assignment: one numbered part of a topic. For SLS the topic is the logstore, for CLS the topic id.
 *
 * @param topic the logstore or topic the shard belongs to
 * @param number the shard or partition number, {@code >= 0}, unique within the topic
 */
public record ShardId(String topic, int number) implements Comparable<ShardId> {
    private static final Comparator<ShardId> ORDER =
            Comparator.comparing(ShardId::topic).thenComparingInt(ShardId::number);

    public ShardId {
        if (number < 0) {
            throw new IllegalArgumentException("shard number must be >= 0, was " + number);
        }
    }

    @Override
    public int compareTo(ShardId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return topic + "/" + number;
    }
}
