package io.shardbeat.cls.group;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.shardbeat.cls.ClsServer;
import io.shardbeat.coordinator.Heartbeat.Stranger;
import io.shardbeat.group.GroupId;
import io.shardbeat.http.Answer;
import io.shardbeat.testkit.wire.SampleRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendConsumerHeartbeatTest {
    private static final String BEGIN = "{\"ConsumerGroup\":\"g\",\"Consumer\":\"c\",\"LogsetId\":\"L\",";
    private static final String ONE_PARTITION =
            BEGIN + "\"TopicPartitionsInfo\":[{\"TopicID\":\"t1\",\"Partitions\":[1]}]}";

    private final ClsServer server = ClsServer.open();

    @Test
    void answersTheDocumentedSampleByteForByte() throws IOException {
        server.store.grants(7, "[{\"TopicID\":\"6f6ded3f-948c-4616-9c7c-956a95d8c1a3\",\"Partitions\":[1]}]");
        Answer answer = server.answer(
                ClsServer.post("SendConsumerHeartbeat", sample("request")).raw());
        String id = ClsServer.opened(answer).path("RequestId").asText();
        String documented =
                sample("response").replaceAll("\\s", "").replaceFirst("(\"RequestId\":\")[^\"]*", "$1" + id);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo(documented);
        assertThat(answer.headers()).contains(Map.entry("x-shardbeat-epoch", "7"), Map.entry("x-cls-requestid", id));
    }

    @Test
    void tellsTheStoreWhatWasReported() {
        server.store.grants(1, "[]");
        server.ask(beat(BEGIN
                        + "\"TopicPartitionsInfo\":[{\"TopicID\":\"t2\",\"Partitions\":[3,\"0\",3]},"
                        + "{\"TopicId\":\"t1\"}]}")
                .header("X-TC-Timestamp", "1700000000"));
        assertThat(server.store.last().group()).isEqualTo(GroupId.parse("cls/L/g"));
        assertThat(server.store.last().member().name()).isEqualTo("c");
        assertThat(server.store.last().report())
                .asString()
                .isEqualTo("[{\"TopicID\":\"t1\",\"Partitions\":[]},{\"TopicID\":\"t2\",\"Partitions\":[0,3]}]");
        assertThat(server.store.last().hasShards()).isTrue();
        assertThat(server.store.last().stranger()).isEqualTo(Stranger.ADMIT);
        assertThat(server.store.last().sentAtSeconds()).isEqualTo(1700000000);
    }

    @Test
    void aTimestampThatSaysNothingIsNone() {
        server.store.grants(1, "[]");
        server.ask(beat(ONE_PARTITION).header("X-TC-Timestamp", "soon"));
        assertThat(server.store.last().sentAtSeconds()).isZero();
        server.ask(beat(ONE_PARTITION));
        assertThat(server.store.last().sentAtSeconds()).isZero();
    }

    @Test
    void aReportOfTopicsWithoutPartitionsHasNoShards() {
        server.store.grants(1, "[]");
        server.ask(beat(BEGIN + "\"TopicPartitionsInfo\":[{\"TopicID\":\"t1\",\"Partitions\":[]}]}"));
        assertThat(server.store.last().hasShards()).isFalse();
    }

    /** Trap 7.3: without any entry the Go consumer skips its clean-up and goes on consuming. */
    @Test
    void anEmptyGrantStillHasAnEntryPerTopicOfTheRequest() {
        server.store.joins(1, "[]");
        JsonNode answer = server.ask(
                beat(BEGIN + "\"TopicPartitionsInfo\":[{\"TopicID\":\"t2\",\"Partitions\":[]},{\"TopicID\":\"t1\"}]}"));
        assertThat(answer.path("TopicPartitionsInfo"))
                .hasToString("[{\"TopicID\":\"t1\",\"Partitions\":[]},{\"TopicID\":\"t2\",\"Partitions\":[]}]");
    }

    /** Trap 7.11: during a rolling upgrade a member may name a topic that its group does not have. */
    @Test
    void aTopicTheGrantDoesNotHaveIsAddedWithoutPartitions() {
        server.store.grants(1, "[{\"TopicID\":\"t1\",\"Partitions\":[0]},{\"TopicID\":\"t2\",\"Partitions\":[]}]");
        JsonNode answer =
                server.ask(beat(BEGIN + "\"TopicPartitionsInfo\":[{\"TopicID\":\"old\",\"Partitions\":[4]}]}"));
        assertThat(answer.path("TopicPartitionsInfo"))
                .hasToString("[{\"TopicID\":\"old\",\"Partitions\":[]},{\"TopicID\":\"t1\",\"Partitions\":[0]},"
                        + "{\"TopicID\":\"t2\",\"Partitions\":[]}]");
    }

    @Test
    void aGrantThatHasMoreThanTheRequestIsAnsweredAsItIsStored() {
        String grant = "[{\"TopicID\":\"t1\",\"Partitions\":[0,5]},{\"TopicID\":\"t2\",\"Partitions\":[2]}]";
        server.store.grants(1, grant);
        assertThat(server.ask(beat(ONE_PARTITION)).path("TopicPartitionsInfo")).hasToString(grant);
    }

    /** Trap 7.5: the Python and Go consumers send a parameter that no document knows. */
    @Test
    void undocumentedParametersAreIgnored() {
        server.store.grants(1, "[]");
        String extras = "\"PartitionStrategy\":2,\"Nested\":{\"a\":[{}]},";
        assertThat(server.ask(beat(BEGIN + extras + "\"TopicPartitionsInfo\":[]}"))
                        .has("Error"))
                .isFalse();
    }

    /** Passed over, a list would be missing, and a report without it lets go of everything. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'TopicPartitionsInfo':[{'TopicID':'t1','partitions':[0]}] | Partitions | partitions",
                "'TopicPartitionsInfo':[{'topicid':'t1','Partitions':[0]}] | TopicID | topicid",
                "'topicPartitionsInfo':[] | TopicPartitionsInfo | topicPartitionsInfo"
            })
    void aParameterInAnotherCaseIsNotPassedOver(String list, String name, String given) {
        JsonNode error = server.ask(beat(BEGIN + list.replace('\'', '"') + "}")).path("Error");
        assertThat(error.path("Code").asText()).isEqualTo("InvalidParameter");
        assertThat(error.path("Message").asText())
                .contains("parameter " + name + " must be written so, was \"" + given + "\"");
    }

    /** Trap 1.3: flattening loses empty lists. */
    @Test
    void aFlattenedFirstHeartbeatHasNoPartitions() {
        server.store.joins(1, "[]");
        String arguments = "&ConsumerGroup=g&Consumer=c&LogsetId=L&TopicPartitionsInfo.0.TopicID=t1";
        for (SampleRequest request : new SampleRequest[] {
            ClsServer.get("SendConsumerHeartbeat", arguments), ClsServer.form("SendConsumerHeartbeat", arguments)
        }) {
            assertThat(server.ask(request).path("TopicPartitionsInfo"))
                    .hasToString("[{\"TopicID\":\"t1\",\"Partitions\":[]}]");
            assertThat(server.store.last().hasShards()).isFalse();
        }
    }

    @Test
    void flattenedNumbersAreTextInAnyOrder() {
        server.store.grants(1, "[]");
        server.ask(ClsServer.get(
                "SendConsumerHeartbeat",
                "&TopicPartitionsInfo.1.Partitions.0=2&TopicPartitionsInfo.0.Partitions.1=10&ConsumerGroup=g"
                        + "&TopicPartitionsInfo.0.Partitions.0=7&TopicPartitionsInfo.1.TopicID=t2&Consumer=c&LogsetId=L"
                        + "&TopicPartitionsInfo.0.TopicID=t1&Timestamp=1700000001"));
        assertThat(server.store.last().report())
                .asString()
                .isEqualTo("[{\"TopicID\":\"t1\",\"Partitions\":[7,10]},{\"TopicID\":\"t2\",\"Partitions\":[2]}]");
        assertThat(server.store.last().sentAtSeconds()).isEqualTo(1700000001);
    }

    @Test
    void whatIsMissingIsNamedFromTheOutsideIn() {
        assertFailed(beat(ONE_PARTITION), "consumer group g does not exist in logset L");
        assertFailed(beat(ONE_PARTITION.replace("\"L\"", "\"M\"")), "logset M does not exist");
    }

    private void assertFailed(SampleRequest request, String message) {
        JsonNode error = server.ask(request).path("Error");
        assertThat(error.path("Code").asText()).isEqualTo("FailedOperation");
        assertThat(error.path("Message").asText()).isEqualTo(message);
    }

    private static SampleRequest beat(String json) {
        return ClsServer.post("SendConsumerHeartbeat", json);
    }

    private static String sample(String part) throws IOException {
        String name = "/cls/send-consumer-heartbeat." + part + ".json";
        try (InputStream file = Objects.requireNonNull(SendConsumerHeartbeatTest.class.getResourceAsStream(name))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
