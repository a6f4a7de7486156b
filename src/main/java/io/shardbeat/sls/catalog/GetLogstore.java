package io.shardbeat.sls.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shardbeat.catalog.Topic;
import io.shardbeat.coordinator.catalog.Topics;
import io.shardbeat.http.Answer;
import io.shardbeat.sls.call.Answers;
import io.shardbeat.sls.call.Call;
import io.shardbeat.sls.call.Operation;
import java.util.concurrent.CompletionStage;

/** {@code GET /logstores/{logstore}}. Source: "GetLogstore" of the SLS API reference. */
record GetLogstore(Topics topics, ShardLimits limits, Answers answers) implements Operation {
    @Override
    public CompletionStage<Answer> answer(Call call) {
        CatalogEnds<Topic> ends = new CatalogEnds<>(logstore -> answers.json(Json.bytes(describe(logstore))));
        return topics.find(call.project(), call.logstore()).thenApply(outcome -> outcome.fold(ends));
    }

    private ObjectNode describe(Topic logstore) {
        long createdSeconds = logstore.lineage().created().getEpochSecond();
        ObjectNode described = Json.object().put("logstoreName", logstore.id());
        LogstoreSettings.describe(described, logstore.settings(), limits.shardsPerProject());
        return described
                .put("shardCount", logstore.lineage().open())
                .put("createTime", createdSeconds)
                .put("lastModifyTime", createdSeconds);
    }
}
