package io.shardbeat.catalog;

import java.util.List;

/**
 * One shard of a topic.
 *
 * @param number unique within the topic, for ever
 * @param readOnly whether it was split or merged: nothing new comes in, what is there is still to be read
 * @param range the keys that go, or went, to it
 * @param createdMillis when it came into being, in milliseconds since 1970
 * @param parents what it was split from or merged of; empty for the first shards of a topic
 */
public record Shard(int number, boolean readOnly, KeyRange range, long createdMillis, List<Integer> parents) {
    public Shard {
        parents = List.copyOf(parents);
    }

    Shard asReadOnly() {
        return new Shard(number, true, range, createdMillis, parents);
    }
}
