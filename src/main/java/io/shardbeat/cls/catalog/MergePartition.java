package io.shardbeat.cls.catalog;

import io.shardbeat.catalog.Shard;
import io.shardbeat.cls.call.Action;
import io.shardbeat.cls.call.Call;
import io.shardbeat.cls.call.Fields;
import io.shardbeat.cls.wire.Reply;
import io.shardbeat.coordinator.catalog.CatalogLimits;
import io.shardbeat.coordinator.catalog.TopicShard;
import io.shardbeat.coordinator.catalog.Topics;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Merges a partition with the one that has the next keys. Answers the new partition and its parents, which are read-only
 * now. Source: API reference, "MergePartition".
 */
@Singleton
class MergePartition implements Action {
    private final Topics topics;
    private final TopicFinder finder;

    MergePartition(Topics topics, TopicFinder finder) {
        this.topics = topics;
        this.finder = finder;
    }

    @Override
    public String name() {
        return "MergePartition";
    }

    @Override
    public Kind kind() {
        return Kind.ADMINISTRATION;
    }

    @Override
    public CompletionStage<Reply> run(Call call) {
        Fields fields = Fields.of(call);
        TopicShard partition = PartitionLimits.partition(fields);
        CatalogEnds<List<Shard>> ends = new CatalogEnds<>(shards -> Partitions.reply(shards.stream()));
        return finder.logset(call, fields)
                .thenCompose(logset -> topics.reshard(
                        logset,
                        partition,
                        (lineage, now) -> lineage.merge(partition.number(), now),
                        CatalogLimits.NONE))
                .thenApply(outcome -> outcome.fold(ends));
    }
}
