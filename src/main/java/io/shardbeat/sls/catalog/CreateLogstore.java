package io.shardbeat.sls.catalog;

import io.shardbeat.catalog.Topic;
import io.shardbeat.coordinator.catalog.Topics;
import io.shardbeat.http.Answer;
import io.shardbeat.sls.call.Answers;
import io.shardbeat.sls.call.Call;
import io.shardbeat.sls.call.Operation;
import io.shardbeat.sls.wire.JsonBody;
import io.shardbeat.sls.wire.SlsError;
import java.util.concurrent.CompletionStage;

/**
 * {@code POST /logstores}. What is about storing logs is kept to be told again and of no effect, see
 * {@link LogstoreSettings}. Source: "CreateLogstore" of the SLS API reference.
 */
record CreateLogstore(Topics topics, ShardLimits limits, Answers answers) implements Operation {
    private static final int SHORTEST_NAME = 2;
    private static final int LONGEST_NAME = 63;

    @Override
    public CompletionStage<Answer> answer(Call call) {
        JsonBody body = JsonBody.parse(call.request().body(), SlsError.LOG_STORE_INFO_INVALID);
        String name = body.name("logstoreName", SHORTEST_NAME, LONGEST_NAME);
        int shards = (int) body.number("shardCount", 1, limits.perCall())
                .orElseThrow(() -> body.invalid("shardCount", "a whole number from 1 to " + limits.perCall()));
        Topic logstore = new Topic(name, name, shards).withSettings(LogstoreSettings.of(body));
        CatalogEnds<Topic> ends = new CatalogEnds<>(created -> answers.empty());
        return topics.create(call.project(), logstore, limits.catalog()).thenApply(outcome -> outcome.fold(ends));
    }
}
