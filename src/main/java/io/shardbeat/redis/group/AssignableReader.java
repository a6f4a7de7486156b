package io.shardbeat.redis.group;

import io.shardbeat.assignment.ShardId;
import io.shardbeat.catalog.Topic;
import io.shardbeat.group.AssignableShards;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.group.GroupShards;
import io.shardbeat.redis.catalog.RedisCatalogStore;
import io.shardbeat.redis.format.Millis;
import io.shardbeat.redis.format.Records;
import io.shardbeat.redis.link.ChunkedReads;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Reads which shards a group may be given. What it has finished is only asked for where a topic was ever split. */
final class AssignableReader {
    private final ChunkedReads reads;
    private final RedisCatalogStore catalog;

    AssignableReader(ChunkedReads reads, RedisCatalogStore catalog) {
        this.reads = reads;
        this.catalog = catalog;
    }

    CompletionStage<GroupShards> read(GroupHead head, GroupSettings settings) {
        return catalog.topics(head.group.namespace(), settings.topics())
                .thenCompose(topics -> finished(head, topics)
                        .thenApply(finished ->
                                new AssignableShards(finished, settings.ordered(), head.orderedSince()).split(topics)));
    }

    private CompletionStage<Set<ShardId>> finished(GroupHead head, List<Topic> topics) {
        int readOnly =
                topics.stream().mapToInt(topic -> topic.lineage().readOnly()).sum();
        return readOnly == 0
                ? CompletableFuture.completedFuture(Set.of())
                : reads.hash(head.keys.finished, readOnly).thenApply(hash -> inForce(hash, topics));
    }

    /** A shard of a topic that was deleted and created anew is not the one that was finished. */
    private static Set<ShardId> inForce(Map<String, byte[]> hash, List<Topic> topics) {
        Map<String, String> created = new HashMap<>();
        topics.forEach(
                topic -> created.put(topic.id(), Millis.text(topic.lineage().created())));
        Set<ShardId> finished = new HashSet<>();
        hash.forEach((text, topicCreated) -> {
            ShardId shard = Records.shard(text);
            if (new String(topicCreated).equals(created.get(shard.topic()))) {
                finished.add(shard);
            }
        });
        return finished;
    }
}
