package io.shardbeat.sls.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shardbeat.coordinator.CatalogView;
import io.shardbeat.coordinator.Topics;
import io.shardbeat.http.Answer;
import io.shardbeat.sls.Answers;
import io.shardbeat.sls.Call;
import io.shardbeat.sls.Operation;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** {@code GET /logstores}. Source: "ListLogstore" of the SLS API reference. */
record ListLogstores(Topics topics, Answers answers) implements Operation {
    @Override
    public CompletionStage<Answer> answer(Call call) {
        Page page = Page.of(call);
        String part = call.parameter("logstoreName");
        CatalogEnds<CatalogView> ends = new CatalogEnds<>(view -> {
            List<String> found = view.topics().keySet().stream()
                    .filter(name -> part == null || name.contains(part))
                    .toList();
            ObjectNode answer = page.describe(found.size());
            var logstores = answer.putArray("logstores");
            page.of(found).forEach(logstores::add);
            return answers.json(Json.bytes(answer.put("count", logstores.size())));
        });
        return topics.list(call.project()).thenApply(outcome -> outcome.fold(ends));
    }
}
