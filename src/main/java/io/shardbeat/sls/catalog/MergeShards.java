package io.shardbeat.sls.catalog;

import io.shardbeat.catalog.Shard;
import io.shardbeat.coordinator.catalog.CatalogLimits;
import io.shardbeat.coordinator.catalog.TopicShard;
import io.shardbeat.coordinator.catalog.Topics;
import io.shardbeat.http.Answer;
import io.shardbeat.sls.call.Answers;
import io.shardbeat.sls.call.Call;
import io.shardbeat.sls.call.Operation;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * {@code POST /logstores/{logstore}/shards/{shard}?action=merge}: with the shard that has the next keys. Answers the new
 * shard and its parents. Source: "MergeShards" of the SLS API reference.
 */
record MergeShards(Topics topics, Answers answers) implements Operation {
    @Override
    public CompletionStage<Answer> answer(Call call) {
        TopicShard shard = ShardList.named(call);
        CatalogEnds<List<Shard>> ends = new CatalogEnds<>(shards -> answers.json(ShardList.bytes(shards.stream())));
        return topics.reshard(
                        call.project(), shard, (lineage, now) -> lineage.merge(shard.number(), now), CatalogLimits.NONE)
                .thenApply(outcome -> outcome.fold(ends));
    }
}
