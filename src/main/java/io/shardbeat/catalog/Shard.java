package io.shardbeat.catalog;

import java.time.Instant;
import java.util.List;

/**
 * One shard of a topic.
 *
 * @param number unique within the topic, for ever
 * @param readOnly whether it was split or merged: nothing new comes in, what is there is still to be read
 * @param range the keys that go, or went, to it
 * @param created when it came into being, by the clock of the store
 * @param parents what it was split from or merged of; empty for the first shards of a topic
 */
public record Shard(int number, boolean readOnly, KeyRange range, Instant created, List<Integer> parents) {
    public Shard {
        parents = List.copyOf(parents);
    }

    Shard asReadOnly() {
        return new Shard(number, true, range, created, parents);
    }
}
