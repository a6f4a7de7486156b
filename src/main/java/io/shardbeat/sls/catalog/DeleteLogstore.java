package io.shardbeat.sls.catalog;

import io.shardbeat.coordinator.catalog.Topics;
import io.shardbeat.http.Answer;
import io.shardbeat.sls.call.Answers;
import io.shardbeat.sls.call.Call;
import io.shardbeat.sls.call.Operation;
import java.util.concurrent.CompletionStage;

/**
 * {@code DELETE /logstores/{logstore}}: deletes it with its consumer groups, as the service does. Source:
 * "DeleteLogstore" of the SLS API reference.
 */
record DeleteLogstore(Topics topics, Answers answers) implements Operation {
    @Override
    public CompletionStage<Answer> answer(Call call) {
        CatalogEnds<String> ends = new CatalogEnds<>(deleted -> answers.empty());
        return topics.delete(call.project(), call.logstore()).thenApply(outcome -> outcome.fold(ends));
    }
}
