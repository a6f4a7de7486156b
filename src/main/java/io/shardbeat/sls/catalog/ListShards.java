package io.shardbeat.sls.catalog;

import io.shardbeat.catalog.Topic;
import io.shardbeat.coordinator.catalog.Topics;
import io.shardbeat.http.Answer;
import io.shardbeat.sls.call.Answers;
import io.shardbeat.sls.call.Call;
import io.shardbeat.sls.call.Operation;
import io.shardbeat.sls.wire.CallRefused;
import io.shardbeat.sls.wire.SlsError;
import java.util.concurrent.CompletionStage;

/** {@code GET /logstores/{logstore}/shards}. Source: "ListShards" of the SLS API reference. */
record ListShards(Topics topics, Answers answers) implements Operation {
    @Override
    public CompletionStage<Answer> answer(Call call) {
        CatalogEnds<Topic> ends = new CatalogEnds<>(this::list);
        return topics.find(call.project(), call.logstore()).thenApply(outcome -> outcome.fold(ends));
    }

    private Answer list(Topic logstore) {
        if (logstore.lineage().size() == 0) {
            throw new CallRefused(SlsError.LOG_STORE_WITHOUT_SHARD, "logstore has no shard");
        }
        return answers.json(ShardList.bytes(logstore.lineage().shards()));
    }
}
