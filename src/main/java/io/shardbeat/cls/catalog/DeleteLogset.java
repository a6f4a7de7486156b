package io.shardbeat.cls.catalog;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.cls.call.Action;
import io.shardbeat.cls.call.Call;
import io.shardbeat.cls.call.Fields;
import io.shardbeat.cls.wire.ClsNames;
import io.shardbeat.cls.wire.Reply;
import io.shardbeat.coordinator.catalog.Namespaces;
import io.shardbeat.coordinator.catalog.Namespaces.WithTopics;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;

/** Deletes a logset without topics, and its consumer groups with it. Source: API reference, "DeleteLogset". */
@Singleton
class DeleteLogset implements Action {
    private final Namespaces namespaces;

    DeleteLogset(Namespaces namespaces) {
        this.namespaces = namespaces;
    }

    @Override
    public String name() {
        return "DeleteLogset";
    }

    @Override
    public Kind kind() {
        return Kind.ADMINISTRATION;
    }

    @Override
    public CompletionStage<Reply> run(Call call) {
        Namespace logset = ClsNames.logset(Fields.of(call).text("LogsetId"));
        call.caller().mustBeAllowed(logset);
        CatalogEnds<Namespace> ends = new CatalogEnds<>(deleted -> Reply.empty());
        return namespaces.delete(logset, WithTopics.REFUSED).thenApply(outcome -> outcome.fold(ends));
    }
}
