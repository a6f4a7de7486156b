package io.shardbeat.cls.catalog;

import io.shardbeat.catalog.Topic;
import io.shardbeat.cls.call.Action;
import io.shardbeat.cls.call.Call;
import io.shardbeat.cls.call.Fields;
import io.shardbeat.cls.wire.Reply;
import io.shardbeat.coordinator.catalog.Topics;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;

/** Lists the partitions of a topic. Source: API reference, "DescribePartitions". */
@Singleton
class DescribePartitions implements Action {
    private final Topics topics;
    private final TopicFinder finder;

    DescribePartitions(Topics topics, TopicFinder finder) {
        this.topics = topics;
        this.finder = finder;
    }

    @Override
    public String name() {
        return "DescribePartitions";
    }

    @Override
    public Kind kind() {
        return Kind.READ;
    }

    @Override
    public CompletionStage<Reply> run(Call call) {
        Fields fields = Fields.of(call);
        CatalogEnds<Topic> ends =
                new CatalogEnds<>(topic -> Partitions.reply(topic.lineage().shards()));
        return finder.logset(call, fields)
                .thenCompose(logset -> topics.find(logset, fields.text("TopicId")))
                .thenApply(outcome -> outcome.fold(ends));
    }
}
