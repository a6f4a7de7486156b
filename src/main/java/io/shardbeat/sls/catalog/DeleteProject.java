package io.shardbeat.sls.catalog;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.coordinator.catalog.Namespaces;
import io.shardbeat.coordinator.catalog.Namespaces.WithTopics;
import io.shardbeat.http.Answer;
import io.shardbeat.sls.call.Answers;
import io.shardbeat.sls.call.Call;
import io.shardbeat.sls.call.Operation;
import java.util.concurrent.CompletionStage;

/**
 * {@code DELETE /}: deletes the project with its logstores and their consumer groups, as the service does. Source:
 * "DeleteProject" of the SLS API reference.
 */
record DeleteProject(Namespaces namespaces, Answers answers) implements Operation {
    @Override
    public CompletionStage<Answer> answer(Call call) {
        CatalogEnds<Namespace> ends = new CatalogEnds<>(deleted -> answers.empty());
        return namespaces.delete(call.project(), WithTopics.DELETED_TOO).thenApply(outcome -> outcome.fold(ends));
    }
}
