package io.shardbeat.cls;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.shardbeat.testkit.wire.SampleRequest;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every bound of a field: what is on it is served, what is one beyond is refused by its name. */
class BoundsTest {
    /** One character outside of the basic plane, which Java counts as two. */
    private static final String WIDE = "\uD83D\uDE00";

    private final ClsServer server = ClsServer.open();

    record Field(String name, String action, String before, String after, int most, String character) {
        SampleRequest with(int length) {
            return ClsServer.post(action, before + character.repeat(length) + after);
        }

        @Override
        public String toString() {
            return action + " " + name + " of " + most + " " + character;
        }
    }

    static Stream<Field> fields() {
        String group = ",\"LogsetId\":\"L\",\"Timeout\":1,\"Topics\":[\"t1\"]}";
        String topic = "{\"LogsetId\":\"L\",\"TopicName\":\"n\",";
        return Stream.of(
                new Field("ConsumerGroup", "CreateConsumerGroup", "{\"ConsumerGroup\":\"", "\"" + group, 256, "g"),
                new Field("LogsetName", "CreateLogset", "{\"LogsetName\":\"", "\"}", 255, "n"),
                new Field("LogsetName", "CreateLogset", "{\"LogsetName\":\"", "\"}", 255, WIDE),
                new Field("LogsetId", "CreateLogset", "{\"LogsetName\":\"n\",\"LogsetId\":\"", "\"}", 256, "i"),
                new Field("TopicName", "CreateTopic", "{\"LogsetId\":\"L\",\"TopicName\":\"", "\"}", 255, "n"),
                new Field("TopicName", "CreateTopic", "{\"LogsetId\":\"L\",\"TopicName\":\"", "\"}", 255, WIDE),
                new Field("TopicId", "CreateTopic", topic + "\"TopicId\":\"", "\"}", 256, "i"),
                new Field("Describes", "CreateTopic", topic + "\"Describes\":\"", "\"}", 1024, WIDE),
                new Field("Tags", "CreateTopic", topic + "\"Tags\":[{\"Key\":\"", "\"}]}", 127, "k"),
                new Field("Tags", "CreateTopic", topic + "\"Tags\":[{\"Key\":\"k\",\"Value\":\"", "\"}]}", 255, WIDE),
                new Field("Extends", "CreateTopic", topic + "\"Extends\":{\"a\":\"", "\"}}", 4088, "x"));
    }

    @ParameterizedTest
    @MethodSource("fields")
    void aTextIsAsLongAsItMayBe(Field field) {
        assertThat(server.code(field.with(field.most()))).isEmpty();
        JsonNode error = ClsServer.open().ask(field.with(field.most() + 1)).path("Error");
        assertThat(error.path("Code").asText()).isEqualTo("InvalidParameter");
        assertThat(error.path("Message").asText()).startsWith(field.name() + " must ");
    }

    @Test
    void namesAreNotEmptyAndHaveNoBar() {
        for (String name : List.of("", "|", "a|b")) {
            assertThat(server.code(ClsServer.post("CreateLogset", "{\"LogsetName\":\"" + name + "\"}")))
                    .isEqualTo("InvalidParameter");
        }
    }

    /** A tree of ten million bytes of empty objects takes a third of a gigabyte. */
    @Test
    void aBodyHasAsManyValuesAsATreeMayHold() {
        String body = "{\"LogsetId\":\"L\",\"ConsumerGroup\":\"g\",\"Timeout\":1,\"Topics\":[\"t1\"],\"x\":["
                + "{},".repeat(3_000_000) + "1]}";
        for (String action : List.of("CreateConsumerGroup", "SendConsumerHeartbeat")) {
            JsonNode error = server.ask(ClsServer.post(action, body)).path("Error");
            assertThat(error.path("Code").asText()).isEqualTo("InvalidParameter");
            assertThat(error.path("Message").asText()).contains("600000");
        }
    }

    @Test
    void thereAreTenTagsAtMost() {
        for (int count : new int[] {10, 11}) {
            String tags = String.join(
                    ",",
                    IntStream.range(0, count)
                            .mapToObj(i -> "{\"Key\":\"k" + i + "\"}")
                            .toList());
            assertThat(server.code(ClsServer.post(
                            "CreateLogset", "{\"LogsetName\":\"n" + count + "\",\"Tags\":[" + tags + "]}")))
                    .isEqualTo(count == 10 ? "" : "InvalidParameter");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 2147483647, 2147483648L, 4294967295L, 9223372036854775807L})
    void aPartitionBeyondTheLastDoesNotExist(long partition) {
        for (String action : List.of("SplitPartition", "MergePartition")) {
            JsonNode error = server.ask(
                            ClsServer.post(action, "{\"TopicId\":\"t1\",\"PartitionId\":" + partition + "}"))
                    .path("Error");
            assertThat(error.path("Code").asText()).isEqualTo("ResourceNotFound.PartitionNotExist");
            assertThat(error.path("Message").asText()).isEqualTo("partition " + partition + " does not exist");
        }
    }

    @ParameterizedTest
    @CsvSource({"11", "2147483648", "4294967295", "9223372036854775807"})
    void aSplitIntoMoreThanACallMayMakeIsALimit(String number) {
        assertThat(server.code(ClsServer.post(
                        "SplitPartition", "{\"TopicId\":\"t1\",\"PartitionId\":0,\"Number\":" + number + "}")))
                .isEqualTo("LimitExceeded.Partition");
    }

    /** A parser would detect and read some of these by itself; the protocol has UTF-8 only. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32", "UTF-32BE", "UTF-32LE"})
    void aBodyInAnotherEncodingIsTheCallersFault(String charset) {
        for (String action : List.of("DescribeTopics", "SendConsumerHeartbeat")) {
            byte[] body = "{}".getBytes(Charset.forName(charset));
            JsonNode error = server.ask(ClsServer.post(action, new String(body, StandardCharsets.ISO_8859_1))
                            .bytes(body))
                    .path("Error");
            assertThat(error.path("Code").asText()).isEqualTo("InvalidParameter");
            assertThat(error.path("Message").asText()).contains("UTF-8");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Limit\":1,\"Limit\":1}",
                "{\"Filters\":[{\"Key\":\"topicId\",\"Key\":\"topicName\",\"Values\":[\"x\"]}]}",
                "{\"Filters\":{}}",
                "{\"Filters\":\"x\"}",
                "{\"Filters\":[null]}",
                "{\"Filters\":[[]]}",
                "{\"Filters\":[{\"Key\":\"topicId\",\"Values\":{\"0\":\"x\"}}]}",
                "{\"Filters\":[{\"Key\":\"topicName\",\"Values\":[\"\\ud800\"]}]}",
                "{\"Filters\":[{\"Key\":\"tag:\\udc00\",\"Values\":[\"x\"]}]}"
            })
    void malformedArgumentsAreTheCallersFault(String body) {
        assertThat(server.code(ClsServer.post("DescribeTopics", body))).isEqualTo("InvalidParameter");
    }

    @Test
    void numbersOfThousandsOfDigitsAndDeepNestingAreTheCallersFault() {
        for (String value : List.of("1".repeat(5_000), "1e" + "9".repeat(5_000), "[".repeat(5_000), "-0", "1E400")) {
            assertThat(server.code(ClsServer.post("DescribeTopics", "{\"Limit\":" + value + "}")))
                    .as(value.substring(0, Math.min(9, value.length())))
                    .startsWith("InvalidParameter");
        }
    }

    @Test
    void halfASurrogatePairIsNotStored() {
        JsonNode error = server.ask(ClsServer.post("CreateLogset", "{\"LogsetName\":\"a\\ud83d\"}"))
                .path("Error");
        assertThat(error.path("Code").asText()).isEqualTo("InvalidParameter");
        assertThat(error.path("Message").asText()).startsWith("LogsetName must be text that UTF-8 can write");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%FF", "%C3", "%ED%A0%80", "%", "%zz", "a%E4b"})
    void whatIsNotUtf8PercentEncodedIsTheCallersFault(String name) {
        assertThat(server.code(ClsServer.form("CreateLogset", "&LogsetName=" + name)))
                .isEqualTo("InvalidParameter");
        assertThat(server.code(ClsServer.get("CreateLogset", "&LogsetName=" + name)))
                .isEqualTo("InvalidParameter");
    }
}
