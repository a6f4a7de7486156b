package io.shardbeat.sls.catalog;

import io.shardbeat.catalog.Topic;
import io.shardbeat.coordinator.Topics;
import io.shardbeat.http.Answer;
import io.shardbeat.sls.Answers;
import io.shardbeat.sls.Call;
import io.shardbeat.sls.CallRefused;
import io.shardbeat.sls.JsonBody;
import io.shardbeat.sls.Operation;
import io.shardbeat.sls.SlsError;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * {@code POST /logstores}. The days that logs are kept are noted and of no effect: no logs are stored here. Source:
 * "CreateLogstore" of the SLS API reference.
 */
record CreateLogstore(Topics topics, ShardLimits limits, Answers answers) implements Operation {
    static final String TTL = "ttl";

    @Override
    public CompletionStage<Answer> answer(Call call) {
        JsonBody body = JsonBody.parse(call.request().body(), SlsError.LOG_STORE_INFO_INVALID);
        String name = body.name("logstoreName");
        int shards = body.number("shardCount")
                .orElseThrow(() -> new CallRefused(
                        SlsError.LOG_STORE_INFO_INVALID, "shardCount is missing, expected a whole number"));
        Topic logstore = new Topic(name, name, limits.checked(SlsError.LOG_STORE_INFO_INVALID, shards, 1));
        if (body.number(TTL).isPresent()) {
            logstore = logstore.withTags(
                    Map.of(TTL, Integer.toString(body.number(TTL).getAsInt())));
        }
        CatalogEnds<Topic> ends = new CatalogEnds<>(created -> answers.empty());
        return topics.create(call.project(), logstore, limits.catalog()).thenApply(outcome -> outcome.fold(ends));
    }
}
