package io.shardbeat.sls.catalog;

import io.shardbeat.catalog.KeyRange;
import io.shardbeat.catalog.Shard;
import io.shardbeat.coordinator.catalog.TopicShard;
import io.shardbeat.coordinator.catalog.Topics;
import io.shardbeat.coordinator.catalog.Topics.Change;
import io.shardbeat.http.Answer;
import io.shardbeat.sls.call.Answers;
import io.shardbeat.sls.call.Call;
import io.shardbeat.sls.call.Operation;
import io.shardbeat.sls.wire.CallRefused;
import io.shardbeat.sls.wire.Excerpt;
import io.shardbeat.sls.wire.SlsError;
import java.math.BigInteger;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /logstores/{logstore}/shards/{shard}?action=split}: in two at {@code key}, or into {@code shardCount} even
 * parts. Answers the parent and its children. Source: "SplitShard" of the SLS API reference.
 */
record SplitShard(Topics topics, ShardLimits limits, Answers answers) implements Operation {
    @Override
    public CompletionStage<Answer> answer(Call call) {
        TopicShard shard = ShardList.named(call);
        Change change = change(shard.number(), call.parameter("key"), call.parameter("shardCount"));
        CatalogEnds<List<Shard>> ends = new CatalogEnds<>(shards -> answers.json(ShardList.bytes(shards.stream())));
        return topics.reshard(call.project(), shard, change, limits.catalog()).thenApply(outcome -> outcome.fold(ends));
    }

    private Change change(int shard, @Nullable String key, @Nullable String shardCount) {
        int parts = shardCount == null ? 2 : number(shardCount);
        if (key == null || key.isEmpty()) {
            return (lineage, now) -> lineage.splitInto(shard, parts, now);
        }
        if (parts > 2) {
            throw new CallRefused(
                    SlsError.PARAMETER_INVALID, "shardCount is " + parts + ", expected 2 where there is a key");
        }
        BigInteger at = KeyRange.key(key)
                .orElseThrow(() -> new CallRefused(
                        SlsError.PARAMETER_INVALID,
                        "invalid mid hash: " + Excerpt.of(key) + ", expected " + KeyRange.HEX_DIGITS + " hex digits"));
        return (lineage, now) -> lineage.splitAt(shard, at, now);
    }

    private int number(String text) {
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < 2 || Integer.parseInt(text) > limits.perCall()) {
            throw new CallRefused(
                    SlsError.PARAMETER_INVALID,
                    "shardCount is " + Excerpt.of(text) + ", expected a whole number from 2 to " + limits.perCall());
        }
        return Integer.parseInt(text);
    }
}
