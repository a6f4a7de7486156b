package io.shardbeat.cls.group;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.cls.wire.ClsError;
import io.shardbeat.cls.wire.ClsException;
import io.shardbeat.cls.wire.ClsNames;
import io.shardbeat.cls.wire.Json;
import io.shardbeat.cls.wire.WholeNumber;
import io.shardbeat.coordinator.heartbeat.ReportBounds;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@code TopicPartitionsInfo}. Null or absent {@code Partitions} are an empty list, since flattening loses
 * empty lists; numbers may be text; a topic may be named twice, and {@code TopicId} is taken for {@code TopicID}.
 */
final class TopicPartitions {
    private final JsonParser json;
    private final String parameter;
    private final ReportBounds bounds;
    private final ShardSet.Builder report = new ShardSet.Builder();
    private int entry;
    private int total;
    private int[] numbers = new int[8];
    private int size;

    private TopicPartitions(JsonParser json, String parameter, ReportBounds bounds) {
        this.json = json;
        this.parameter = parameter;
        this.bounds = bounds;
    }

    /** The set at the current token, {@code null} where it is null. */
    static @Nullable ShardSet read(JsonParser json, String parameter, ReportBounds bounds) throws IOException {
        return json.currentToken() == JsonToken.VALUE_NULL
                ? null
                : new TopicPartitions(json, parameter, bounds).readAll();
    }

    private ShardSet readAll() throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw refused(parameter, "a list");
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (entry == bounds.topics()) {
                throw new ClsException(
                        ClsError.LIMIT_EXCEEDED,
                        parameter + " names " + (entry + 1) + " topics or more, expected at most " + bounds.topics());
            }
            readEntry();
            entry++;
        }
        return report.build();
    }

    private void readEntry() throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw refused(path(), "an object");
        }
        String topic = null;
        size = 0;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "TopicID", "TopicId" -> topic = readTopic(name, topic);
                case "Partitions" -> readPartitions();
                default -> passOver(name);
            }
        }
        if (topic == null) {
            throw ClsException.missing(path() + ".TopicID");
        }
        report.addAll(topic, Arrays.copyOf(numbers, size));
    }

    /** A report whose list was not seen would let go of everything. */
    private void passOver(String name) throws IOException {
        ClsException.refuseMistyped(name, "Partitions");
        ClsException.refuseMistyped(name, "TopicID");
        json.skipChildren();
    }

    private @Nullable String readTopic(String name, @Nullable String before) throws IOException {
        String topic = Json.text(json, path() + "." + name);
        if (topic == null) {
            return before;
        }
        if (before != null) {
            throw ClsException.invalid(path() + " has both a TopicID and a TopicId");
        }
        ClsNames.check(path() + "." + name, topic);
        return topic;
    }

    private void readPartitions() throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw refused(path() + ".Partitions", "a list");
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            add(readPartition());
        }
    }

    private int readPartition() throws IOException {
        JsonToken token = json.currentToken();
        int number = -1;
        if (token == JsonToken.VALUE_NUMBER_INT && json.getNumberType() == NumberType.INT) {
            number = json.getIntValue();
        } else if (token == JsonToken.VALUE_STRING) {
            number = WholeNumber.parseInt(json.getText());
        }
        if (number < 0) {
            throw refused(path() + ".Partitions." + size, "a whole number from 0 to " + Integer.MAX_VALUE);
        }
        return number;
    }

    /** A body of 10 MB could list millions; what no group can have cannot be held either. */
    private void add(int number) {
        if (++total > bounds.shards()) {
            throw ClsException.invalid(parameter + " lists more than " + bounds.shards() + " partitions");
        }
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * size);
        }
        numbers[size++] = number;
    }

    private String path() {
        return parameter + "." + entry;
    }

    private ClsException refused(String path, String expected) throws IOException {
        return ClsException.invalid(path + " must be " + expected + ", was " + ClsException.quoted(json.getText()));
    }
}
