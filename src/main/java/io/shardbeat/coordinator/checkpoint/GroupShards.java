package io.shardbeat.coordinator.checkpoint;

import io.shardbeat.assignment.ShardId;
import io.shardbeat.catalog.Topic;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The shards a group has checkpoints of: those of its topics, as the catalog has them. */
final class GroupShards {
    private final Map<String, Topic> topics;

    GroupShards(List<Topic> topics) {
        this.topics = topics.stream().collect(Collectors.toMap(Topic::id, Function.identity()));
    }

    boolean contains(ShardId shard) {
        Topic topic = topics.get(shard.topic());
        return topic != null && shard.number() < topic.lineage().size();
    }

    /** Every shard with its checkpoint, ascending. */
    SortedMap<ShardId, Checkpoint> withCheckpoints(Map<ShardId, Checkpoint> saved) {
        SortedMap<ShardId, Checkpoint> all = new TreeMap<>();
        for (Topic topic : topics.values()) {
            for (int number = 0; number < topic.lineage().size(); number++) {
                ShardId shard = new ShardId(topic.id(), number);
                all.put(shard, saved.getOrDefault(shard, Checkpoint.NONE));
            }
        }
        return all;
    }
}
