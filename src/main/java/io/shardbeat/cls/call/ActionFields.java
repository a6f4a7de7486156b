package io.shardbeat.cls.call;

import io.shardbeat.cls.wire.ClsError;
import io.shardbeat.cls.wire.ClsException;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the body of each action may say, as far as bodies can be told apart by it. Where a signature does not cover the
 * name of the action, whoever captured a request can send it again as another action: the fields of the body are then
 * what shows that it was meant for another one. Fields that no action has are none of this concern, and pass.
 *
 * <p>Source: the typed requests of the official Java client, and {@code PartitionStrategy} of the Python and Go consumers.
 */
public final class ActionFields {
    private static final Map<String, Set<String>> OF = Map.ofEntries(
            fields("SendConsumerHeartbeat", "ConsumerGroup Consumer LogsetId TopicPartitionsInfo PartitionStrategy"),
            fields("CommitConsumerOffsets", "ConsumerGroup Consumer LogsetId TopicPartitionOffsetsInfo"),
            fields("DescribeConsumerOffsets", "ConsumerGroup From LogsetId TopicId PartitionId OffsetType"),
            fields("CreateConsumerGroup", "ConsumerGroup Timeout Topics LogsetId"),
            fields("ModifyConsumerGroup", "ConsumerGroup Timeout Topics LogsetId"),
            fields("DeleteConsumerGroup", "ConsumerGroup LogsetId"),
            fields("DescribeConsumerGroups", "LogsetId Topics"),
            fields("CreateLogset", "LogsetName LogsetId Tags"),
            fields("DeleteLogset", "LogsetId"),
            fields("DescribeLogsets", "Filters Offset Limit"),
            fields(
                    "CreateTopic",
                    "LogsetId TopicName PartitionCount Tags AutoSplit MaxSplitPartitions StorageType Period Describes"
                            + " HotPeriod Encryption BizType TopicId IsWebTracking Extends IsSourceFrom"),
            fields("DeleteTopic", "TopicId"),
            fields("DescribeTopics", "Filters Offset Limit PreciseSearch BizType"),
            fields("DescribePartitions", "TopicId"),
            fields("SplitPartition", "TopicId PartitionId SplitKey Number"),
            fields("MergePartition", "TopicId PartitionId"));

    private ActionFields() {}

    private static Map.Entry<String, Set<String>> fields(String action, String names) {
        return Map.entry(action, Set.of(names.split(" ")));
    }

    /** Fails when a body has a field that other actions have and this one has not. */
    public static void mustFit(String action, Iterator<String> names) {
        Set<String> own = OF.getOrDefault(action, Set.of());
        while (names.hasNext()) {
            String name = names.next();
            if (!own.contains(name) && OF.values().stream().anyMatch(fields -> fields.contains(name))) {
                throw new ClsException(
                        ClsError.UNKNOWN_PARAMETER,
                        action + " takes " + String.join(", ", new TreeSet<>(own)) + " and not " + name
                                + "; X-TC-Action is not signed, so the body must be one of that action: list"
                                + " x-tc-action in SignedHeaders, or leave the parameter out");
            }
        }
    }
}
