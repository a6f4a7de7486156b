package io.shardbeat.cls.catalog;

import io.shardbeat.cls.call.Fields;
import io.shardbeat.cls.settings.ClsSettings;
import io.shardbeat.cls.wire.ClsError;
import io.shardbeat.cls.wire.ClsException;
import io.shardbeat.cls.wire.ClsNames;
import io.shardbeat.coordinator.catalog.CatalogLimits;
import io.shardbeat.coordinator.catalog.TopicShard;

/** How many partitions a call may make, and which one it is about. */
record PartitionLimits(ClsSettings.Limits settings) {
    /** The partition of {@code TopicId} that {@code PartitionId} names. */
    static TopicShard partition(Fields fields) {
        String topic = fields.text("TopicId");
        ClsNames.check("TopicId", topic);
        long number = fields.wholeNumber("PartitionId").orElseThrow(() -> ClsException.missing("PartitionId"));
        if (number > Integer.MAX_VALUE) {
            throw CatalogEnds.partitionNotExist(number);
        }
        return new TopicShard(topic, (int) number);
    }

    CatalogLimits catalog() {
        return new CatalogLimits(
                settings.topicsPerLogset(),
                settings.partitionsPerTopic(),
                Integer.MAX_VALUE,
                settings.partitionsEverPerTopic());
    }

    void checkPerCall(String parameter, long partitions) {
        if (partitions > settings.partitionsPerCall()) {
            throw new ClsException(
                    ClsError.LIMIT_EXCEEDED_PARTITION,
                    parameter + " must be " + settings.partitionsPerCall() + " at most, was " + partitions);
        }
    }
}
