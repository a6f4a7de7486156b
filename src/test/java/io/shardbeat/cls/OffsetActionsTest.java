package io.shardbeat.cls;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.testkit.wire.SampleRequest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetActionsTest {
    private static final GroupId GROUP = GroupId.parse("cls/L/g");
    private static final String NAMES = "\"ConsumerGroup\":\"g\",\"LogsetId\":\"L\"";

    private final ClsServer server = ClsServer.open();

    @BeforeEach
    void eachConsumerHoldsOnePartitionOfEachTopic() {
        server.directory.create(GROUP, new GroupSettings(20, false, List.of("t1", "t2")));
        for (int i = 0; i < 2; i++) {
            ShardSet held = new ShardSet.Builder().add("t1", i).add("t2", i).build();
            server.checkpoints.holds(GROUP, "c" + i, held);
        }
    }

    @Test
    void manyPartitionsAreCommittedInOneCall() {
        assertDone(commit("c0", offsets("t1", 0, "42") + "," + offsets("t2", 0, "7")));
        assertThat(offsets(describe("\"From\":\"begin\""))).isEqualTo("t1/0=42 t1/1=-1 t2/0=7 t2/1=-1");
    }

    /** Trap 7.2: a refused commit kills a thread of the Python consumer; the Go consumer commits after it let go. */
    @ParameterizedTest
    @ValueSource(strings = {"c0", "stranger"})
    void commitsOfPartitionsOfOthersSucceedAndMoveNothing(String consumer) {
        assertDone(commit("c1", offsets("t1", 1, "42")));
        assertThat(server.notSaved).isEmpty();
        assertDone(commit(consumer, offsets("t1", 1, "7") + "," + offsets("t9", 0, "7") + "," + offsets("t1", 9, "7")));
        assertThat(server.notSaved)
                .containsExactlyElementsOf(
                        consumer.equals("stranger") ? List.of("NO_MEMBER 3") : List.of("NOT_HOLDER 1", "NO_SHARD 2"));
        assertThat(offsets(describe("\"TopicId\":\"t1\""))).isEqualTo("t1/0=-1 t1/1=42");
        assertThat(server.checkpoints.saved(GROUP)).hasSize(1);
    }

    @Test
    void aListInAnotherCaseIsNotPassedOver() {
        JsonNode error =
                commit("c0", "{\"TopicID\":\"t1\",\"partitionOffsets\":[]}").path("Error");
        assertThat(error.path("Code").asText()).isEqualTo("InvalidParameter");
        assertThat(error.path("Message").asText()).contains("parameter PartitionOffsets must be written so");
    }

    /** Somebody sends again what was said a minute ago; clients commit several times in a second. */
    @Test
    void whatIsOlderThanTheLastByTheClientsClockMovesNothing() {
        assertDone(committedAt(1_700_000_060, "42"));
        assertDone(committedAt(1_700_000_000, "7"));
        assertThat(offsets(describe("\"TopicId\":\"t1\",\"PartitionId\":\"0\"")))
                .isEqualTo("t1/0=42");
        assertDone(committedAt(1_700_000_060, "43"));
        assertThat(offsets(describe("\"TopicId\":\"t1\",\"PartitionId\":\"0\"")))
                .isEqualTo("t1/0=43");
    }

    private JsonNode committedAt(long seconds, String offset) {
        return server.ask(
                commitList("[" + offsets("t1", 0, offset) + "]").header("X-TC-Timestamp", Long.toString(seconds)));
    }

    @Test
    void ofOneCallWhatIsHeldIsSavedAndTheRestIsNot() {
        assertDone(commit("c0", offsets("t1", 0, "1") + "," + offsets("t1", 1, "2")));
        assertThat(offsets(describe("\"TopicId\":\"t1\""))).isEqualTo("t1/0=1 t1/1=-1");
    }

    /** Trap 7.7: numbers are text to some clients, and TopicID is TopicId. */
    @ParameterizedTest
    @CsvSource({
        "'\"TopicId\":\"t1\",\"PartitionId\":\"0\",\"From\":\"begin\"', t1/0=42",
        "'\"TopicId\":\"t1\",\"PartitionId\":0,\"From\":1700000000', t1/0=42",
        "'\"TopicID\":\"t1\",\"PartitionId\":\"0\",\"From\":\"end\",\"OffsetType\":0', t1/0=42",
        "'\"TopicId\":\"t1\",\"PartitionId\":\"-1\",\"From\":\"\"', t1/0=42 t1/1=-1",
        "'\"TopicId\":\"\",\"PartitionId\":-1', t1/0=42 t1/1=-1 t2/0=-1 t2/1=-1",
        "'\"PartitionId\":\"1\"', t1/1=-1 t2/1=-1",
        "'\"TopicId\":null,\"PartitionId\":null,\"From\":null', t1/0=42 t1/1=-1 t2/0=-1 t2/1=-1"
    })
    void tellsWhatWasCommittedHoweverItIsAsked(String arguments, String offsets) {
        assertDone(commit("c0", offsets("t1", 0, "42")));
        assertThat(offsets(describe(arguments))).isEqualTo(offsets);
    }

    /** Trap 7.8: the Python consumer begins anew for ever when its topic and partition are not in the answer. */
    @Test
    void theAnswerAlwaysHasTheTopicAndPartitionAskedFor() {
        assertThat(offsets(describe("\"TopicId\":\"t1\",\"PartitionId\":\"9\"")))
                .isEqualTo("t1/9=-1");
        assertThat(offsets(describe("\"TopicId\":\"t9\",\"PartitionId\":\"0\"")))
                .isEqualTo("t9/0=-1");
        JsonNode unknown = describe("\"TopicId\":\"t9\"");
        assertThat(unknown.path("TopicPartitionOffsetsInfo"))
                .hasToString("[{\"TopicID\":\"t9\",\"PartitionOffsets\":[]}]");
    }

    /** What the log has is not known here: the committed offset would be the wrong answer. */
    @ParameterizedTest
    @ValueSource(strings = {"1", "\"1\"", "2", "true"})
    void onlyCommittedOffsetsCanBeAskedFor(String type) {
        JsonNode error = describe("\"From\":\"end\",\"OffsetType\":" + type).path("Error");
        assertThat(error.path("Code").asText()).isEqualTo("InvalidParameter");
        assertThat(error.path("Message").asText()).startsWith("OffsetType must be ");
    }

    @Test
    void theAnswerHasNumbersAndNoNulls() {
        assertDone(commit("c0", offsets("t1", 0, "\"9223372036854775807\"")));
        JsonNode answer = describe("\"TopicId\":\"t1\",\"PartitionId\":\"0\"");
        assertThat(answer.path("ConsumerGroup").asText()).isEqualTo("g");
        assertThat(answer.path("TopicPartitionOffsetsInfo"))
                .hasToString("[{\"TopicID\":\"t1\",\"PartitionOffsets\":"
                        + "[{\"PartitionId\":0,\"Offset\":9223372036854775807}]}]");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-1, -1", "'\"12\"', 12", "-9223372036854775808, -9223372036854775808"})
    void offsetsAreNumbersOf64BitsAsNumbersOrText(String offset, String stored) {
        assertDone(commit("c0", offsets("t1", 0, offset)));
        assertThat(offsets(describe("\"TopicId\":\"t1\",\"PartitionId\":\"0\"")))
                .isEqualTo("t1/0=" + stored);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | TopicPartitionOffsetsInfo must be a list, was \"{}\"",
                "[5] | TopicPartitionOffsetsInfo.0 must be an object, was \"5\"",
                "[{\"TopicID\":5}] | TopicPartitionOffsetsInfo.0.TopicID must be text",
                "[{\"TopicID\":\"a/b\"}] | TopicPartitionOffsetsInfo.0.TopicID must be 1 to 256 characters",
                "[{\"TopicID\":\"t\",\"PartitionOffsets\":{}}] | PartitionOffsets must be a list",
                "[{\"TopicID\":\"t\",\"PartitionOffsets\":[0]}] | PartitionOffsets.0 must be an object",
                "[{\"TopicID\":\"t\",\"PartitionOffsets\":[{\"PartitionId\":-1,\"Offset\":1}]}] | PartitionId must be",
                "[{\"TopicID\":\"t\",\"PartitionOffsets\":[{\"PartitionId\":1.5,\"Offset\":1}]}] | PartitionId must be",
                "[{\"TopicID\":\"t\",\"PartitionOffsets\":[{\"PartitionId\":0,\"Offset\":1.5}]}] | Offset must be a whole",
                "[{\"TopicID\":\"t\",\"PartitionOffsets\":[{\"PartitionId\":0,\"Offset\":\"x\"}]}] | Offset must be",
                "[{\"TopicID\":\"t\",\"PartitionOffsets\":[{\"PartitionId\":0,\"Offset\":9223372036854775808}]}] | 64 bits",
            })
    void saysWhatIsWrongWithAList(String list, String part) {
        assertError(commitList(list), "InvalidParameter", part);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "null | the parameter TopicPartitionOffsetsInfo is missing",
                "[{\"PartitionOffsets\":[]}] | the parameter TopicPartitionOffsetsInfo.0.TopicID is missing",
                "[{\"TopicID\":\"t\",\"PartitionOffsets\":[{\"Offset\":1}]}] | PartitionOffsets.0.PartitionId is missing",
                "[{\"TopicID\":\"t\",\"PartitionOffsets\":[{\"PartitionId\":1}]}] | PartitionOffsets.0.Offset is missing"
            })
    void saysWhatIsMissing(String list, String part) {
        assertError(commitList(list), "MissingParameter", part);
    }

    @Test
    void anEmptyListCommitsNothing() {
        assertDone(server.ask(commitList("[]")));
        assertDone(server.ask(commitList("[{\"TopicID\":\"t1\"},{\"TopicID\":\"t2\",\"PartitionOffsets\":null}]")));
        assertDone(server.ask(ClsServer.form("CommitConsumerOffsets", "&ConsumerGroup=g&LogsetId=L&Consumer=c0")));
        assertThat(server.checkpoints.saved(GROUP)).isEmpty();
    }

    @Test
    void flattenedArgumentsSayTheSame() {
        assertDone(server.ask(ClsServer.form(
                "CommitConsumerOffsets",
                "&ConsumerGroup=g&LogsetId=L&Consumer=c0&TopicPartitionOffsetsInfo.0.TopicID=t1"
                        + "&TopicPartitionOffsetsInfo.0.PartitionOffsets.0.PartitionId=0"
                        + "&TopicPartitionOffsetsInfo.0.PartitionOffsets.0.Offset=42")));
        JsonNode answer = server.ask(ClsServer.get(
                "DescribeConsumerOffsets", "&ConsumerGroup=g&LogsetId=L&TopicId=t1&PartitionId=0&From=begin"));
        assertThat(offsets(answer)).isEqualTo("t1/0=42");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"x\"", "\"-2\"", "-2", "[]", "1.5", "99999999999"})
    void refusesAPartitionThatIsNone(String partition) {
        SampleRequest request = ask("\"TopicId\":\"t1\",\"PartitionId\":" + partition);
        assertThat(server.code(request)).isEqualTo("InvalidParameter");
    }

    @Test
    void whatDoesNotExistIsNamed() {
        for (String action : List.of("CommitConsumerOffsets", "DescribeConsumerOffsets")) {
            String rest = "\",\"Consumer\":\"c0\",\"TopicPartitionOffsetsInfo\":[" + offsets("t1", 0, "1") + "]}";
            assertError(
                    ClsServer.post(action, "{\"LogsetId\":\"L\",\"ConsumerGroup\":\"g9" + rest),
                    "FailedOperation",
                    "consumer group g9 does not exist in logset L");
            assertError(
                    ClsServer.post(action, "{\"ConsumerGroup\":\"g\",\"LogsetId\":\"M" + rest),
                    "FailedOperation",
                    "logset M does not exist");
        }
    }

    private static String offsets(String topic, int partition, String offset) {
        return "{\"TopicID\":\"" + topic + "\",\"PartitionOffsets\":[{\"PartitionId\":" + partition + ",\"Offset\":"
                + offset + "}]}";
    }

    private JsonNode commit(String consumer, String offsets) {
        return server.ask(ClsServer.post(
                "CommitConsumerOffsets",
                "{" + NAMES + ",\"Consumer\":\"" + consumer + "\",\"TopicPartitionOffsetsInfo\":[" + offsets + "]}"));
    }

    private static SampleRequest commitList(String list) {
        return ClsServer.post(
                "CommitConsumerOffsets",
                "{" + NAMES + ",\"Consumer\":\"c0\",\"TopicPartitionOffsetsInfo\":" + list + "}");
    }

    private static SampleRequest ask(String arguments) {
        return ClsServer.post("DescribeConsumerOffsets", "{" + NAMES + "," + arguments + "}");
    }

    private JsonNode describe(String arguments) {
        return server.ask(ask(arguments));
    }

    /** For example {@code t1/0=42 t1/1=-1}. */
    private static String offsets(JsonNode answer) {
        StringBuilder text = new StringBuilder();
        for (JsonNode topic : answer.path("TopicPartitionOffsetsInfo")) {
            for (JsonNode partition : topic.path("PartitionOffsets")) {
                text.append(text.isEmpty() ? "" : " ")
                        .append(topic.path("TopicID").asText());
                text.append('/')
                        .append(partition.path("PartitionId"))
                        .append('=')
                        .append(partition.path("Offset"));
            }
        }
        return text.toString();
    }

    private static void assertDone(JsonNode answer) {
        assertThat(answer.size()).as("nothing but the request id: " + answer).isEqualTo(1);
    }

    private void assertError(SampleRequest request, String code, String part) {
        JsonNode error = server.ask(request).path("Error");
        assertThat(error.path("Code").asText()).isEqualTo(code);
        assertThat(error.path("Message").asText()).contains(part);
    }
}
