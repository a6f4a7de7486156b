package io.shardbeat.cls.catalog;

import io.shardbeat.cls.call.Action;
import io.shardbeat.cls.call.Call;
import io.shardbeat.cls.call.Fields;
import io.shardbeat.cls.wire.Reply;
import io.shardbeat.coordinator.catalog.Topics;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;

/**
 * Deletes a topic. The groups that consume it stay, since they belong to the logset; their members are told to stop
 * working on it. Source: API reference, "DeleteTopic".
 */
@Singleton
class DeleteTopic implements Action {
    private final Topics topics;
    private final TopicFinder finder;

    DeleteTopic(Topics topics, TopicFinder finder) {
        this.topics = topics;
        this.finder = finder;
    }

    @Override
    public String name() {
        return "DeleteTopic";
    }

    @Override
    public Kind kind() {
        return Kind.ADMINISTRATION;
    }

    @Override
    public CompletionStage<Reply> run(Call call) {
        Fields fields = Fields.of(call);
        CatalogEnds<String> ends = new CatalogEnds<>(deleted -> Reply.empty());
        return finder.logset(call, fields)
                .thenCompose(logset -> topics.delete(logset, fields.text("TopicId")))
                .thenApply(outcome -> outcome.fold(ends));
    }
}
