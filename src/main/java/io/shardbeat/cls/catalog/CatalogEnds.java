package io.shardbeat.cls.catalog;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Resharding.Reason;
import io.shardbeat.cls.wire.ClsError;
import io.shardbeat.cls.wire.ClsException;
import io.shardbeat.cls.wire.Reply;
import io.shardbeat.coordinator.catalog.CatalogOutcome;
import io.shardbeat.coordinator.catalog.CatalogOutcome.Limit;
import java.util.function.Function;

/**
 * How commands about logsets and topics end, in the words of the protocol.
 *
 * @param <T> what the command gives
 * @param success answers what it gave
 */
record CatalogEnds<T>(Function<T, Reply> success) implements CatalogOutcome.Cases<T, Reply> {
    @Override
    public Reply done(T value) {
        return success.apply(value);
    }

    @Override
    public Reply noNamespace(Namespace logset) {
        throw new ClsException(ClsError.LOGSET_NOT_EXIST, "logset " + logset.name() + " does not exist");
    }

    @Override
    public Reply noTopic(String topic) {
        throw topicNotExist(topic);
    }

    static ClsException topicNotExist(String topic) {
        return new ClsException(ClsError.TOPIC_NOT_EXIST, "topic " + topic + " does not exist");
    }

    static ClsException partitionNotExist(long partition) {
        return new ClsException(ClsError.PARTITION_NOT_EXIST, "partition " + partition + " does not exist");
    }

    @Override
    public Reply alreadyExists(String name) {
        throw new ClsException(ClsError.TOPIC_CONFLICT, "topic " + name + " exists already");
    }

    @Override
    public Reply notEmpty(Namespace logset) {
        throw new ClsException(
                ClsError.LOGSET_NOT_EMPTY, "logset " + logset.name() + " has topics: delete those first");
    }

    @Override
    public Reply limitReached(Limit limit, int most) {
        throw switch (limit) {
            case NAMESPACES ->
                new ClsException(ClsError.LIMIT_EXCEEDED_LOGSET, "there can be " + most + " logsets at most");
            case TOPICS_OF_NAMESPACE ->
                new ClsException(ClsError.LIMIT_EXCEEDED_TOPIC, "a logset can have " + most + " topics at most");
            case SHARDS_OF_TOPIC, SHARDS_OF_NAMESPACE ->
                new ClsException(
                        ClsError.LIMIT_EXCEEDED_PARTITION,
                        "a topic can have " + most + " partitions at most that take data");
            case SHARDS_EVER_OF_TOPIC ->
                new ClsException(
                        ClsError.LIMIT_EXCEEDED_PARTITION,
                        "a topic can have " + most + " partitions at most in its life");
        };
    }

    @Override
    public Reply shardRefused(int partition, Reason reason) {
        throw switch (reason) {
            case NO_SUCH_SHARD -> partitionNotExist(partition);
            case READ_ONLY -> unsupported("partition " + partition + " is readonly: only a readwrite one can change");
            case KEY_OUTSIDE ->
                ClsException.invalid("SplitKey must be greater than the InclusiveBeginKey of partition " + partition
                        + " and less than its ExclusiveEndKey");
            case TOO_NARROW -> unsupported("partition " + partition + " has fewer keys than Number");
            case NO_RIGHT_NEIGHBOUR ->
                unsupported("partition " + partition + " has the last keys: there is none to its right to merge with");
            case NOT_READ_ONLY -> unsupported("partition " + partition + " is readwrite");
        };
    }

    private static ClsException unsupported(String message) {
        return new ClsException(ClsError.UNSUPPORTED_OPERATION, message);
    }
}
