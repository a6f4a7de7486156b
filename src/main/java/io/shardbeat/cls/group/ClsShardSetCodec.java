package io.shardbeat.cls.group;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.catalog.Names;
import io.shardbeat.cls.wire.ClsNames;
import io.shardbeat.coordinator.ShardSetCodec;
import io.shardbeat.group.GroupId;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.ToIntFunction;

/**
 * Writes a set of partitions as the protocol's {@code TopicPartitionsInfo}, so that a stored grant goes into an answer
 * as it is: {@code [{"TopicID":"t","Partitions":[0,1]}]}, topics and partitions ascending. A topic without partitions
 * keeps its entry: it says what a member subscribes to, and a client that misses the entry goes on consuming the topic.
 */
@Singleton
public final class ClsShardSetCodec implements ShardSetCodec {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int TOPIC_LENGTH = "{\"TopicID\":\"".length();
    private static final int PARTITIONS_LENGTH = "\",\"Partitions\":[".length();
    private static final int BYTES_PER_TOPIC = 80;
    private static final int BYTES_PER_PARTITION = 4;

    @Override
    public String dialect() {
        return ClsNames.DIALECT;
    }

    @Override
    public byte[] encode(GroupId group, ShardSet shards) {
        return encode(shards);
    }

    @Override
    public ShardSet decode(GroupId group, byte[] bytes) {
        return decode(bytes);
    }

    /** Goes over what {@link #encode} wrote without making anything but the names: this is asked for every heartbeat. */
    @Override
    public boolean isWithin(GroupId group, byte[] set, ToIntFunction<String> sizes) {
        int at = 1;
        while (at < set.length - 1) {
            int start = at + TOPIC_LENGTH + (set[at] == ',' ? 1 : 0);
            int end = start;
            while (set[end] != '"') {
                end++;
            }
            int size = sizes.applyAsInt(new String(set, start, end - start, StandardCharsets.US_ASCII));
            at = end + PARTITIONS_LENGTH;
            int number = -1;
            while (set[at] != ']') {
                number = set[at] == ',' ? 0 : Math.max(number, 0) * 10 + set[at] - '0';
                at++;
            }
            if (number >= size) {
                return false;
            }
            at += 2;
        }
        return true;
    }

    /** Topic ids need no escaping: the catalog's rule for names leaves no character that would. */
    byte[] encode(ShardSet shards) {
        StringBuilder text =
                new StringBuilder(2 + shards.topics().size() * BYTES_PER_TOPIC + shards.size() * BYTES_PER_PARTITION);
        text.append('[');
        for (String topic : shards.topics()) {
            text.append(text.length() == 1 ? "{\"TopicID\":\"" : ",{\"TopicID\":\"");
            text.append(topic).append("\",\"Partitions\":[");
            appendAll(text, shards.numbers(topic));
            text.append("]}");
        }
        return text.append(']').toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static void appendAll(StringBuilder text, int[] numbers) {
        for (int i = 0; i < numbers.length; i++) {
            if (i > 0) {
                text.append(',');
            }
            text.append(numbers[i]);
        }
    }

    ShardSet decode(byte[] bytes) {
        try (JsonParser json = JSON.createParser(bytes)) {
            expect(json, json.nextToken(), JsonToken.START_ARRAY);
            ShardSet.Builder shards = new ShardSet.Builder();
            while (json.nextToken() == JsonToken.START_OBJECT) {
                decodeTopic(json, shards);
            }
            expect(json, json.currentToken(), JsonToken.END_ARRAY);
            return shards.build();
        } catch (IOException e) {
            throw new IllegalArgumentException("stored partitions are not in the form this codec writes", e);
        }
    }

    private static void decodeTopic(JsonParser json, ShardSet.Builder shards) throws IOException {
        expect(json, json.nextToken(), JsonToken.FIELD_NAME);
        String topic = json.nextTextValue();
        expect(json, json.currentToken(), JsonToken.VALUE_STRING);
        if (!Names.isValid(topic)) {
            throw new IllegalArgumentException("stored partitions are of a topic whose id is none");
        }
        shards.topic(topic);
        expect(json, json.nextToken(), JsonToken.FIELD_NAME);
        expect(json, json.nextToken(), JsonToken.START_ARRAY);
        while (json.nextToken() == JsonToken.VALUE_NUMBER_INT) {
            shards.add(topic, json.getIntValue());
        }
        expect(json, json.currentToken(), JsonToken.END_ARRAY);
        expect(json, json.nextToken(), JsonToken.END_OBJECT);
    }

    private static void expect(JsonParser json, JsonToken found, JsonToken wanted) {
        if (found != wanted) {
            throw new IllegalArgumentException("stored partitions are not in the form this codec writes: expected "
                    + wanted + " and found " + found + " at offset "
                    + json.currentTokenLocation().getByteOffset());
        }
    }
}
