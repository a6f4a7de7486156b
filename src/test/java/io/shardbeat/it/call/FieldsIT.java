package io.shardbeat.it.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shardbeat.it.client.Requests;
import io.shardbeat.testkit.Fixtures;
import io.shardbeat.testkit.process.Cluster;
import io.shardbeat.testkit.wire.RawHttp;
import io.shardbeat.testkit.wire.SampleRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Fields at their bounds, and what is done with them, over the wire of a packaged node and its Redis. */
class FieldsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GROUPS = "/logstores/" + Fixtures.SMALL_LOGSTORE + "/consumergroups";
    private static final String LOGSET = "\"LogsetId\":\"" + Fixtures.LOGSET + "\"";
    private static final String LONGEST = "4294967295";

    @Test
    void theLongestTimeoutOfSlsIsListedAsGivenAndHeartbeatsAreServed() {
        String group = GROUPS + "/longest";
        assertThat(sls("POST", GROUPS, "{\"consumerGroup\":\"longest\",\"timeout\":" + LONGEST + ",\"order\":false}"))
                .isEmpty();
        assertThat(sls("GET", GROUPS, ""))
                .contains("{\"name\":\"longest\",\"timeout\":" + LONGEST + ",\"order\":false}");
        assertThat(sls("POST", group + "?type=heartbeat&consumer=c1", "[]")).startsWith("[");
        assertThat(sls("PUT", group, "{\"timeout\":4294967296}")).contains("JsonInfoInvalid", "from 1 to " + LONGEST);
        assertThat(sls("DELETE", group, "")).isEmpty();
    }

    @Test
    void aGroupOfClsWithTheLongestNameAndTimeoutIsListedAsGivenAndHeartbeatsAreServed() {
        String name = "\"ConsumerGroup\":\"" + "g".repeat(256) + "\"," + LOGSET;
        String create = "{" + name + ",\"Topics\":[\"" + Fixtures.TOPIC + "\"],\"Timeout\":" + LONGEST + "}";
        assertThat(cls("CreateConsumerGroup", create).has("Error")).isFalse();
        assertThat(cls("DescribeConsumerGroups", "{" + LOGSET + "}").toString())
                .contains("{\"ConsumerGroup\":\"" + "g".repeat(256) + "\",\"Timeout\":" + LONGEST + ",");
        JsonNode beat = cls(
                "SendConsumerHeartbeat",
                "{" + name + ",\"Consumer\":\"" + "c".repeat(256) + "\",\"TopicPartitionsInfo\":[]}");
        assertThat(beat.has("Error")).as(beat.toString()).isFalse();
        assertThat(code(cls("CreateConsumerGroup", create.replace("ggg", "gggg"))))
                .isEqualTo("InvalidParameter");
        assertThat(code(cls("CreateConsumerGroup", create.replace(LONGEST, "4294967296"))))
                .isEqualTo("InvalidParameter");
        assertThat(code(cls("CreateConsumerGroup", create.replace(",\"Timeout\":" + LONGEST, ""))))
                .isEqualTo("MissingParameter");
        assertThat(cls("DeleteConsumerGroup", "{" + name + "}").has("Error")).isFalse();
    }

    @Test
    void aTopicIsDescribedAsItWasCreatedAndFoundByItsStorage() {
        String id = "stored-cold";
        JsonNode created = cls(
                "CreateTopic",
                "{" + LOGSET + ",\"TopicName\":\"" + id + "\",\"TopicId\":\"" + id
                        + "\",\"StorageType\":\"cold\",\"Period\":3640,\"AutoSplit\":true,\"MaxSplitPartitions\":20,"
                        + "\"Describes\":\"Test Demo.\"}");
        assertThat(created.path("TopicId").asText()).isEqualTo(id);
        String filters = "{\"Filters\":[{\"Key\":\"logsetId\",\"Values\":[\"" + Fixtures.LOGSET
                + "\"]},{\"Key\":\"storageType\",\"Values\":[\"%s\"]}]}";
        assertThat(cls("DescribeTopics", filters.formatted("hot"))
                        .path("Topics")
                        .toString())
                .contains(Fixtures.TOPIC)
                .doesNotContain(id);
        JsonNode cold = cls("DescribeTopics", filters.formatted("cold"));
        assertThat(cold.path("TotalCount").asInt()).isEqualTo(1);
        JsonNode topic = cold.path("Topics").get(0);
        assertThat(topic.path("Period").asInt()).isEqualTo(3640);
        assertThat(topic.path("AutoSplit").asBoolean()).isTrue();
        assertThat(topic.path("MaxSplitPartitions").asInt()).isEqualTo(20);
        assertThat(topic.path("Describes").asText()).isEqualTo("Test Demo.");
        assertThat(cls("DeleteTopic", "{\"TopicId\":\"" + id + "\"}").has("Error"))
                .isFalse();
    }

    @Test
    void anOffsetOfNobodyIsAnsweredWithSuccessAndCounted() {
        double before = notSaved("cls", "no_member");
        JsonNode answer = cls(
                "CommitConsumerOffsets",
                "{\"ConsumerGroup\":\"" + Fixtures.FLEET_GROUP + "\"," + LOGSET
                        + ",\"Consumer\":\"nobody\",\"TopicPartitionOffsetsInfo\":[{\"TopicID\":\"" + Fixtures.TOPIC
                        + "\",\"PartitionOffsets\":[{\"PartitionId\":0,\"Offset\":1},{\"PartitionId\":1,\"Offset\":1}]}]}");
        assertThat(answer.has("Error")).isFalse();
        assertThat(notSaved("cls", "no_member")).isEqualTo(before + 2);
    }

    @Test
    void bodiesInOtherEncodingsAreTheCallersFault() {
        byte[] wide = "{}".getBytes(Charset.forName("UTF-32"));
        SampleRequest cls = Requests.cls("DescribeTopics", "").bytes(wide);
        assertThat(RawHttp.send(Cluster.first().port(), Requests.clsSigned(cls, Instant.now()))
                        .body())
                .contains("InvalidParameter", "UTF-8");
        SampleRequest sls = Requests.sls("POST", Fixtures.PROJECT, GROUPS, "").bytes(wide);
        assertThat(RawHttp.send(Cluster.first().port(), Requests.slsSigned(sls, Instant.now()))
                        .body())
                .contains("PostBodyInvalid", "UTF-8");
    }

    private static double notSaved(String dialect, String reason) {
        return Cluster.first()
                .metrics()
                .lines()
                .filter(line -> line.startsWith("shardbeat_checkpoints_not_saved_total{")
                        && line.contains("dialect=\"" + dialect + "\"")
                        && line.contains("reason=\"" + reason + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static String code(JsonNode response) {
        return response.path("Error").path("Code").asText();
    }

    private static String sls(String method, String target, String body) {
        SampleRequest request = Requests.sls(method, Fixtures.PROJECT, target, body);
        return RawHttp.send(Cluster.first().port(), Requests.slsSigned(request, Instant.now()))
                .body();
    }

    private static JsonNode cls(String action, String body) {
        SampleRequest request = Requests.clsSigned(Requests.cls(action, body), Instant.now());
        String answer = RawHttp.send(Cluster.first().port(), request).body();
        try {
            return JSON.readTree(answer.getBytes(StandardCharsets.UTF_8)).path("Response");
        } catch (IOException e) {
            throw new UncheckedIOException(answer, e);
        }
    }
}
