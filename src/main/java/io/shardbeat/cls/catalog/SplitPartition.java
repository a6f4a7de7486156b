package io.shardbeat.cls.catalog;

import io.shardbeat.catalog.KeyRange;
import io.shardbeat.catalog.Shard;
import io.shardbeat.cls.call.Action;
import io.shardbeat.cls.call.Call;
import io.shardbeat.cls.call.Fields;
import io.shardbeat.cls.settings.ClsSettings;
import io.shardbeat.cls.wire.ClsException;
import io.shardbeat.cls.wire.Reply;
import io.shardbeat.coordinator.catalog.TopicShard;
import io.shardbeat.coordinator.catalog.Topics;
import io.shardbeat.coordinator.catalog.Topics.Change;
import jakarta.inject.Singleton;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Splits a partition, in two at {@code SplitKey} or into {@code Number} even parts. Answers the parent, which is read-only
 * now, and its children. Source: API reference, "SplitPartition".
 */
@Singleton
class SplitPartition implements Action {
    private final Topics topics;
    private final TopicFinder finder;
    private final PartitionLimits limits;

    SplitPartition(Topics topics, TopicFinder finder, ClsSettings settings) {
        this.topics = topics;
        this.finder = finder;
        this.limits = new PartitionLimits(settings.limits());
    }

    @Override
    public String name() {
        return "SplitPartition";
    }

    @Override
    public Kind kind() {
        return Kind.ADMINISTRATION;
    }

    @Override
    public CompletionStage<Reply> run(Call call) {
        Fields fields = Fields.of(call);
        TopicShard partition = PartitionLimits.partition(fields);
        Change change = change(fields, partition.number());
        CatalogEnds<List<Shard>> ends = new CatalogEnds<>(shards -> Partitions.reply(shards.stream()));
        return finder.logset(call, fields)
                .thenCompose(logset -> topics.reshard(logset, partition, change, limits.catalog()))
                .thenApply(outcome -> outcome.fold(ends));
    }

    private Change change(Fields fields, int partition) {
        long parts = fields.wholeNumber("Number").orElse(2);
        Optional<String> splitKey = fields.optionalText("SplitKey").filter(key -> !key.isEmpty());
        if (parts < 2 || (splitKey.isPresent() && parts > 2)) {
            throw ClsException.invalid(
                    "Number must be " + (splitKey.isPresent() ? "2 with a SplitKey" : "at least 2") + ", was " + parts);
        }
        limits.checkPerCall("Number", parts);
        if (splitKey.isEmpty()) {
            return (lineage, now) -> lineage.splitInto(partition, (int) parts, now);
        }
        BigInteger key = KeyRange.key(splitKey.get())
                .orElseThrow(() -> ClsException.invalid("SplitKey must be " + KeyRange.HEX_DIGITS + " hex digits, was "
                        + ClsException.quoted(splitKey.get())));
        return (lineage, now) -> lineage.splitAt(partition, key, now);
    }
}
