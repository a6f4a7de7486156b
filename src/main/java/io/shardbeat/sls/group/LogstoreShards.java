package io.shardbeat.sls.group;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.catalog.Names;
import io.shardbeat.coordinator.heartbeat.ReportBounds;
import io.shardbeat.http.JsonBytes;
import io.shardbeat.sls.wire.CallRefused;
import io.shardbeat.sls.wire.Excerpt;
import io.shardbeat.sls.wire.SlsError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The body of heartbeats for groups over several logstores, both ways: {@code {"logstores":{"a":[0,1],"b":[]}}}. Source:
 * the official Java client, the only one that has such groups.
 */
final class LogstoreShards {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();
    private static final String LOGSTORES = "logstores";

    private final JsonParser json;
    private final ReportBounds bounds;
    private final ShardSet.Builder shards = new ShardSet.Builder();
    private int logstores;
    private int count;

    private LogstoreShards(JsonParser json, ReportBounds bounds) {
        this.json = json;
        this.bounds = bounds;
    }

    /** What is stored. */
    static ShardSet parse(byte[] body) {
        return parse(body, ReportBounds.STORED);
    }

    /** Reads the whole body; throws {@link CallRefused} that says what it has instead. */
    static ShardSet parse(byte[] body, ReportBounds bounds) {
        if (!JsonBytes.mayBeUtf8(body)) {
            throw refused("the body is not UTF-8");
        }
        try (JsonParser json = JSON.createParser(body)) {
            return new LogstoreShards(json, bounds).read();
        } catch (JsonProcessingException e) {
            throw refused("the body is not JSON: " + Excerpt.of(e.getOriginalMessage()));
        } catch (IOException e) {
            throw refused("the body is not JSON: " + Excerpt.of(String.valueOf(e.getMessage())));
        }
    }

    private ShardSet read() throws IOException {
        expect(json.nextToken(), JsonToken.START_OBJECT, "an object");
        if (!LOGSTORES.equals(json.nextFieldName())) {
            throw refused("the body has no field " + LOGSTORES);
        }
        expect(json.nextToken(), JsonToken.START_OBJECT, "an object of logstores");
        for (String logstore = json.nextFieldName(); logstore != null; logstore = json.nextFieldName()) {
            readLogstore(logstore);
        }
        expect(json.nextToken(), JsonToken.END_OBJECT, "nothing more");
        expect(json.nextToken(), null, "nothing more");
        return shards.build();
    }

    private void readLogstore(String logstore) throws IOException {
        if (!Names.isValid(logstore)) {
            throw refused(Excerpt.of(logstore) + " is not the name of a logstore");
        }
        if (++logstores > bounds.topics()) {
            throw new CallRefused(
                    SlsError.POST_BODY_TOO_LARGE,
                    "the body names " + logstores + " logstores or more, expected at most " + bounds.topics());
        }
        shards.topic(logstore);
        expect(json.nextToken(), JsonToken.START_ARRAY, "an array of shard ids");
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(json.currentToken(), JsonToken.VALUE_NUMBER_INT, "a shard id");
            if (json.getNumberType() != JsonParser.NumberType.INT || json.getIntValue() < 0) {
                throw refused("the body has " + Excerpt.of(json.getText()) + " where a shard id of 0 to "
                        + Integer.MAX_VALUE + " was expected");
            }
            if (++count > bounds.shards()) {
                throw refused("the body lists more than " + bounds.shards() + " shard ids");
            }
            shards.add(logstore, json.getIntValue());
        }
    }

    private void expect(@Nullable JsonToken found, @Nullable JsonToken wanted, String description) throws IOException {
        if (found != wanted) {
            throw refused("the body has "
                    + (found == null ? "its end" : Excerpt.of(String.valueOf(json.getText())))
                    + " where " + description + " was expected");
        }
    }

    private static CallRefused refused(String what) {
        return new CallRefused(
                SlsError.POST_BODY_INVALID,
                what + ": it must be a JSON object of shard ids by logstore, such as {\"logstores\":{\"a\":[0,1]}}");
    }

    /** Logstores and numbers ascending, without blanks. Names need no escaping. */
    static byte[] encode(ShardSet shards) {
        StringBuilder text = new StringBuilder("{\"" + LOGSTORES + "\":{");
        int start = text.length();
        for (String logstore : shards.topics()) {
            int[] numbers = shards.numbers(logstore);
            text.append(text.length() > start ? ",\"" : "\"").append(logstore).append("\":");
            text.append(new String(ShardNumbers.encode(numbers, numbers.length), StandardCharsets.US_ASCII));
        }
        return text.append("}}").toString().getBytes(StandardCharsets.US_ASCII);
    }
}
