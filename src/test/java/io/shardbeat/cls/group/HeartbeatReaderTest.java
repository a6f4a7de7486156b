package io.shardbeat.cls.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shardbeat.cls.wire.ClsError;
import io.shardbeat.cls.wire.ClsException;
import io.shardbeat.cls.wire.ClsNames;
import io.shardbeat.cls.wire.FlatArguments;
import io.shardbeat.cls.wire.JsonArguments;
import io.shardbeat.coordinator.heartbeat.ReportBounds;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeartbeatReaderTest {
    private static final String NAMES = "\"ConsumerGroup\":\"g\",\"Consumer\":\"c\",\"LogsetId\":\"L\"";

    private final HeartbeatReader reader = new HeartbeatReader(new ClsNames(false), new ReportBounds(1_000, 500_000));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]                                                            | {}",
                "[{\"TopicID\":\"t\",\"Partitions\":[1]}]                      | {t[1]}",
                "[{\"TopicId\":\"t\",\"Partitions\":[1]}]                      | {t[1]}",
                "[{\"Partitions\":[2,\"1\",2],\"TopicID\":\"t\"}]              | {t[1, 2]}",
                "[{\"TopicID\":\"t\",\"Partitions\":[]}]                       | {t[]}",
                "[{\"TopicID\":\"t\",\"Partitions\":null}]                     | {t[]}",
                "[{\"TopicID\":\"t\"}]                                         | {t[]}",
                "[{\"TopicID\":\"t\",\"TopicId\":null}]                        | {t[]}",
                "[{\"TopicID\":\"t\",\"x\":{\"Partitions\":[9]}}]              | {t[]}",
                "[{\"TopicID\":\"t\",\"Partitions\":[2147483647,0]}]           | {t[0, 2147483647]}",
                "[{\"TopicID\":\"u\"},{\"TopicID\":\"t\",\"Partitions\":[3]}]  | {t[3], u[]}",
                "[{\"TopicID\":\"t\",\"Partitions\":[4]},{\"TopicID\":\"t\",\"Partitions\":[3]}] | {t[3, 4]}",
            })
    void readsReports(String topics, String expected) {
        assertThat(read(body(topics)).report()).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                          | TopicPartitionsInfo must be a list, was \"{\"",
                "7                                           | TopicPartitionsInfo must be a list, was \"7\"",
                "[null]                                      | TopicPartitionsInfo.0 must be an object, was \"null\"",
                "[{\"TopicID\":\"t\"},[]]                    | TopicPartitionsInfo.1 must be an object, was \"[\"",
                "[{\"TopicID\":7}]                           | TopicPartitionsInfo.0.TopicID must be text, was \"7\"",
                "[{\"TopicID\":\"\"}]                        | TopicPartitionsInfo.0.TopicID must be 1 to 256 char",
                "[{\"TopicID\":\"a b\"}]                     | TopicPartitionsInfo.0.TopicID must be 1 to 256 char",
                "[{\"TopicID\":\"a\",\"TopicId\":\"b\"}]     | TopicPartitionsInfo.0 has both a TopicID and a TopicId",
                "[{\"TopicID\":\"t\",\"Partitions\":3}]      | TopicPartitionsInfo.0.Partitions must be a list",
                "[{\"TopicID\":\"t\",\"Partitions\":[0,-1]}] | TopicPartitionsInfo.0.Partitions.1 must be a whole"
                        + " number",
                "[{\"TopicID\":\"t\",\"Partitions\":[1.0]}]  | from 0 to 2147483647, was \"1.0\"",
                "[{\"TopicID\":\"t\",\"Partitions\":[1e2]}]  | from 0 to 2147483647, was \"1e2\"",
                "[{\"TopicID\":\"t\",\"Partitions\":[2147483648]}]   | was \"2147483648\"",
                "[{\"TopicID\":\"t\",\"Partitions\":[\"99999999999999999999\"]}] | was \"99999999999999999999\"",
                "[{\"TopicID\":\"t\",\"Partitions\":[\"-1\"]}]       | was \"-1\"",
                "[{\"TopicID\":\"t\",\"Partitions\":[\"\"]}]         | was \"\"",
                "[{\"TopicID\":\"t\",\"Partitions\":[null]}]         | was \"null\"",
                "[{\"TopicID\":\"t\",\"Partitions\":[true]}]         | was \"true\"",
                "[{\"TopicID\":\"t\",\"Partitions\":[[1]]}]          | was \"[\"",
            })
    void refusesReports(String topics, String message) {
        assertInvalid(body(topics), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                       | the body must be a JSON object",
                "[]                       | the body must be a JSON object",
                "\"x\"                    | the body must be a JSON object",
                "null                     | the body must be a JSON object",
                "{                        | line 1, column 2",
                "{\"a\":1,}               | not the JSON expected",
                "{\"a\":1,\"a\":2}        | Duplicate field 'a'",
                "{\"x\":{\"a\":1,\"a\":2}} | Duplicate field 'a'",
                "{a:1}                    | not the JSON expected",
                "{\"x\":NaN}              | not the JSON expected",
                "{\"ConsumerGroup\":7}    | ConsumerGroup must be text, was \"7\"",
                "{\"Consumer\":{}}        | Consumer must be text",
                "{\"LogsetId\":[\"L\"]}   | LogsetId must be text",
            })
    void refusesBodies(String body, String message) {
        assertInvalid(body, message);
    }

    @Test
    void refusesTextAfterTheEnd() {
        assertInvalid(body("[]") + "{}", "text after the end");
        assertInvalid(body("[]") + "x", "not the JSON expected");
        assertThat(read(body("[]") + " \n").report()).hasToString("{}");
    }

    @Test
    void refusesDuplicateListsOfTopics() {
        assertInvalid(
                "{" + NAMES + ",\"TopicPartitionsInfo\":[],\"TopicPartitionsInfo\":[]}",
                "Duplicate field 'TopicPartitionsInfo'");
    }

    @Test
    void refusesBrokenUtf8AndDeepNesting() {
        assertThatThrownBy(() -> reader.read(new JsonArguments(new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'})))
                .isInstanceOf(ClsException.class);
        assertInvalid("{\"x\":" + "[".repeat(100) + "]".repeat(100) + "}", "nesting depth");
    }

    @Test
    void refusesMorePartitionsThanAGroupCanHave() {
        String topics = "[{\"TopicID\":\"t\",\"Partitions\":[0" + ",0".repeat(500_000) + "]}]";
        assertInvalid(body(topics), "TopicPartitionsInfo lists more than 500000 partitions");
    }

    /** What comes after is not looked at any more: it is not even JSON. */
    @Test
    void refusesMoreTopicsThanAReportMayNameAsSoonAsTheyAreThere() {
        String topic = "{\"TopicID\":\"t%d\",\"Partitions\":[]}";
        String most = IntStream.range(0, 1_000).mapToObj(topic::formatted).collect(Collectors.joining(","));
        assertThat(read(body("[" + most + "]")).report().topics()).hasSize(1_000);
        assertThatThrownBy(() -> read(body("[" + most + ",{}, and so on")))
                .isInstanceOfSatisfying(
                        ClsException.class,
                        refused -> assertThat(refused.error()).isEqualTo(ClsError.LIMIT_EXCEEDED))
                .hasMessage("TopicPartitionsInfo names 1001 topics or more, expected at most 1000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ConsumerGroup", "Consumer", "LogsetId", "TopicPartitionsInfo"})
    void namesWhatIsMissing(String parameter) {
        String body = body("[]");
        assertMissing(body.replace("\"" + parameter + "\":", "\"x\":"), parameter);
        assertMissing(body.replaceFirst("\"" + parameter + "\":[^,}]*", "\"" + parameter + "\":null"), parameter);
    }

    @Test
    void namesTheEntryWithoutATopic() {
        assertMissing(body("[{\"TopicID\":\"t\"},{\"Partitions\":[1]}]"), "TopicPartitionsInfo.1.TopicID");
        assertMissing(body("[{\"TopicID\":null}]"), "TopicPartitionsInfo.0.TopicID");
    }

    @ParameterizedTest
    @CsvSource({
        "ConsumerGroup, g, ''",
        "ConsumerGroup, g, a/b",
        "Consumer, c, a b",
        "Consumer, c, ''",
        "Consumer, c, ..",
        "LogsetId, L, ../x",
        "LogsetId, L, ''"
    })
    void refusesNamesThatAreNone(String parameter, String from, String to) {
        assertInvalid(
                body("[]").replace("\"" + from + "\"", "\"" + to + "\""),
                parameter + " must be 1 to 256 characters of A-Z a-z 0-9 . _ - and neither . nor .., was \"" + to
                        + "\"");
    }

    @Test
    void namesHave256CharactersAtMost() {
        assertThat(read(body("[]").replace("\"c\"", "\"" + "c".repeat(256) + "\""))
                        .consumer()
                        .name())
                .hasSize(256);
        assertInvalid(body("[]").replace("\"c\"", "\"" + "c".repeat(257) + "\""), "Consumer must be 1 to 256");
    }

    /** An empty list leaves no trace in flattened arguments, so what is not there may have been one. */
    @Test
    void flattenedTheListOfTopicsMayBeAbsent() {
        FlatArguments flat = FlatArguments.parse("ConsumerGroup=g&Consumer=c&LogsetId=L");
        assertThat(reader.read(flat).report()).hasToString("{}");
    }

    private void assertInvalid(String body, String message) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOfSatisfying(
                        ClsException.class, e -> assertThat(e.error()).isEqualTo(ClsError.INVALID_PARAMETER))
                .hasMessageContaining(message);
    }

    private void assertMissing(String body, String parameter) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOfSatisfying(
                        ClsException.class, e -> assertThat(e.error()).isEqualTo(ClsError.MISSING_PARAMETER))
                .hasMessage("the parameter " + parameter + " is missing");
    }

    private HeartbeatRequest read(String body) {
        return reader.read(new JsonArguments(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static String body(String topics) {
        return "{" + NAMES + ",\"TopicPartitionsInfo\":" + topics + "}";
    }
}
