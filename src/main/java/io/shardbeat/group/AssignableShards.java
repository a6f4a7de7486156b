package io.shardbeat.group;

import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.catalog.Lineage;
import io.shardbeat.catalog.Reshard;
import io.shardbeat.catalog.Topic;
import java.time.Instant;
import java.util.BitSet;
import java.util.Collection;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which shards of its topics a group may be given now. All, but those that are finished, and in an ordered group those
 * that wait: the children of a split or merge whose ancestors are not all finished. A pure function of what is known,
 * so a parent that is brought back has its children wait again.
 *
 * @param finished the read-only shards that the group has read to their end
 * @param ordered whether children wait
 * @param orderedSince children of earlier steps do not wait: the group was not ordered then; {@code null} for always
 */
public record AssignableShards(
        Set<ShardId> finished, boolean ordered, @Nullable Instant orderedSince) {
    /** The assignable shards, with those of them that are read-only. */
    public GroupShards split(Collection<Topic> topics) {
        ShardSet all = of(topics);
        ShardSet.Builder readOnly = new ShardSet.Builder();
        for (Topic topic : topics) {
            if (!topic.lineage().steps().isEmpty()) {
                readOnly.addAll(
                        topic.id(),
                        IntStream.of(all.numbers(topic.id()))
                                .filter(number -> isReadOnly(topic, number))
                                .toArray());
            }
        }
        return new GroupShards(all, readOnly.build());
    }

    private static boolean isReadOnly(Topic topic, int number) {
        return topic.lineage().shard(number).orElseThrow().readOnly();
    }

    /** The assignable shards; every topic is named, with or without shards. */
    public ShardSet of(Collection<Topic> topics) {
        ShardSet.Builder shards = new ShardSet.Builder();
        for (Topic topic : topics) {
            shards.topic(topic.id()).addAll(topic.id(), numbers(topic));
        }
        return shards.build();
    }

    private int[] numbers(Topic topic) {
        IntStream all = IntStream.range(0, topic.lineage().size());
        if (topic.lineage().steps().isEmpty()) {
            return all.toArray();
        }
        BitSet waiting = waiting(topic);
        return all.filter(number -> !waiting.get(number) && !isFinished(topic, number))
                .toArray();
    }

    private BitSet waiting(Topic topic) {
        BitSet waiting = new BitSet();
        Lineage lineage = topic.lineage();
        int child = lineage.first();
        for (Reshard step : lineage.steps()) {
            boolean waits = ordered
                    && (orderedSince == null || !step.at().isBefore(orderedSince))
                    && step.parents().stream().anyMatch(parent -> waiting.get(parent) || !isFinished(topic, parent));
            waiting.set(child, child + step.children(), waits);
            child += step.children();
        }
        return waiting;
    }

    private boolean isFinished(Topic topic, int number) {
        return finished.contains(new ShardId(topic.id(), number));
    }
}
