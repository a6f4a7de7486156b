package io.shardbeat.cls.group;

import com.fasterxml.jackson.databind.JsonNode;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.cls.wire.ClsException;
import io.shardbeat.cls.wire.ClsNames;
import io.shardbeat.cls.wire.WholeNumber;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@code TopicPartitionOffsetsInfo}. Null or absent lists are empty, since flattening loses empty lists; numbers
 * may be text; {@code TopicId} is taken for {@code TopicID}; of a partition named twice the last offset counts.
 */
final class PartitionOffsets {
    private static final int MAX_DIGITS = 20;

    private final Map<ShardId, String> offsets = new HashMap<>();

    private PartitionOffsets() {}

    /** Per partition its offset, in decimal. */
    static Map<ShardId, String> read(@Nullable JsonNode list, String name) {
        PartitionOffsets read = new PartitionOffsets();
        int i = 0;
        for (JsonNode entry : list(list, name)) {
            read.readTopic(entry, name + "." + i++);
        }
        return read.offsets;
    }

    private void readTopic(JsonNode entry, String path) {
        if (!entry.isObject()) {
            throw refused(path, entry, "an object");
        }
        JsonNode topic = entry.hasNonNull("TopicID") ? entry.get("TopicID") : entry.path("TopicId");
        if (topic.isMissingNode() || topic.isNull()) {
            throw ClsException.missing(path + ".TopicID");
        }
        if (!topic.isTextual()) {
            throw refused(path + ".TopicID", topic, "text");
        }
        ClsNames.check(path + ".TopicID", topic.textValue());
        entry.fieldNames().forEachRemaining(field -> ClsException.refuseMistyped(field, "PartitionOffsets"));
        int i = 0;
        for (JsonNode partition : list(entry.get("PartitionOffsets"), path + ".PartitionOffsets")) {
            readPartition(topic.textValue(), partition, path + ".PartitionOffsets." + i++);
        }
    }

    private void readPartition(String topic, JsonNode entry, String path) {
        if (!entry.isObject()) {
            throw refused(path, entry, "an object");
        }
        JsonNode partition = required(entry, path, "PartitionId");
        int number = isWhole(partition) ? WholeNumber.parseInt(partition.asText()) : -1;
        if (number < 0) {
            throw refused(path + ".PartitionId", partition, "a whole number from 0 to " + Integer.MAX_VALUE);
        }
        offsets.put(new ShardId(topic, number), offset(required(entry, path, "Offset"), path + ".Offset"));
    }

    /** Offsets are the client's own: any number of 64 bits will do. */
    private static String offset(JsonNode node, String path) {
        String text = isWhole(node) ? node.asText() : "";
        if (text.length() <= MAX_DIGITS && text.matches("-?[0-9]+")) {
            BigInteger offset = new BigInteger(text);
            if (offset.bitLength() < Long.SIZE) {
                return offset.toString();
            }
        }
        throw refused(path, node, "a whole number of 64 bits");
    }

    private static Iterable<JsonNode> list(@Nullable JsonNode node, String path) {
        if (node == null || node.isNull()) {
            return java.util.List.of();
        }
        if (!node.isArray()) {
            throw refused(path, node, "a list");
        }
        return node;
    }

    private static JsonNode required(JsonNode entry, String path, String name) {
        JsonNode node = entry.get(name);
        if (node == null || node.isNull()) {
            throw ClsException.missing(path + "." + name);
        }
        return node;
    }

    private static boolean isWhole(JsonNode node) {
        return node.isIntegralNumber() || node.isTextual();
    }

    private static ClsException refused(String path, JsonNode found, String expected) {
        return ClsException.invalid(path + " must be " + expected + ", was " + ClsException.quoted(found.toString()));
    }
}
