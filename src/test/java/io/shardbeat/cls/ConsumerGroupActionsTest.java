package io.shardbeat.cls;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.testkit.wire.SampleRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsumerGroupActionsTest {
    private static final GroupId GROUP = GroupId.parse("cls/L/g");
    private static final String NAMES = "\"ConsumerGroup\":\"g\",\"LogsetId\":\"L\"";

    private final ClsServer server = ClsServer.open();

    @Test
    void createsAGroupAndAnswersItsName() {
        JsonNode answer = server.ask(create("\"Timeout\":40,\"Topics\":[\"t2\",\"t1\",\"t2\"]"));
        assertThat(answer.path("ConsumerGroup").asText()).isEqualTo("g");
        assertThat(server.directory.groups()).containsEntry(GROUP, new GroupSettings(40, false, List.of("t2", "t1")));
    }

    /** Trap 7.6: clients look for these very words, and change the group then. */
    @Test
    void aSecondCreateSaysConsumerGroupAlreadyExists() {
        server.ask(create("\"Timeout\":40,\"Topics\":[\"t1\"]"));
        assertFailed(create("\"Timeout\":20,\"Topics\":[\"t2\"]"), "consumer group already exists");
        assertThat(server.directory.groups()).containsEntry(GROUP, new GroupSettings(40, false, List.of("t1")));
    }

    /** Trap 7.10: tiny timeouts are legal, and the Go consumer sends 0 where its user gives none. */
    @ParameterizedTest
    @CsvSource({
        "'\"Timeout\":1,', 1",
        "'\"Timeout\":\"30\",', 30",
        "'\"Timeout\":0,', 20",
        "'\"Timeout\":2147483648,', 2147483648",
        "'\"Timeout\":4294967295,', 4294967295",
        "'\"Timeout\":\"4294967295\",', 4294967295"
    })
    void takesTheTimeoutOrTheDefault(String timeout, long seconds) {
        server.ask(create(timeout + "\"Topics\":[\"t1\"]"));
        assertThat(server.directory.groups().get(GROUP).timeoutSeconds()).isEqualTo(seconds);
        JsonNode listed = server.ask(describe("\"LogsetId\":\"L\"")).path("ConsumerGroupsInfo");
        assertThat(listed.path(0).path("Timeout").asLong()).isEqualTo(seconds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"Timeout\":null,"})
    void theTimeoutIsRequired(String timeout) {
        server.directory.create(GROUP, new GroupSettings(40, false, List.of("t1")));
        for (SampleRequest request :
                List.of(create(timeout + "\"Topics\":[\"t1\"]"), modify(timeout + "\"Topics\":[\"t1\"]"))) {
            JsonNode error = server.ask(request).path("Error");
            assertThat(error.path("Code").asText()).isEqualTo("MissingParameter");
            assertThat(error.path("Message").asText()).isEqualTo("the parameter Timeout is missing");
        }
        assertThat(server.directory.groups().get(GROUP).timeoutSeconds()).isEqualTo(40);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "1.5",
                "\"soon\"",
                "\"\"",
                "4294967296",
                "9223372036854775808",
                "18446744073709551616",
                "true",
                "[1]",
                "1e3"
            })
    void refusesATimeoutThatIsNoWholeNumber(String timeout) {
        SampleRequest request = create("\"Timeout\":" + timeout + ",\"Topics\":[\"t1\"]");
        JsonNode error = server.ask(request).path("Error");
        assertThat(error.path("Code").asText()).isEqualTo("InvalidParameter");
        assertThat(error.path("Message").asText()).startsWith("Timeout must be a whole number from 0 to 4294967295");
    }

    /** FailedOperation is final for official consumers, InternalError they repeat. */
    @Test
    void whatIsMissingFromAStoreThatHasNotBeenToldTheCatalogIsAnInternalError() {
        server.declaredIsInStore = false;
        for (SampleRequest request : List.of(
                ClsServer.post("DescribeConsumerGroups", "{\"LogsetId\":\"nowhere\"}"),
                ClsServer.post("ModifyConsumerGroup", "{" + NAMES + ",\"Timeout\":1,\"Topics\":[\"t1\"]}"),
                ClsServer.post("DeleteConsumerGroup", "{" + NAMES + "}"),
                ClsServer.post("DescribeConsumerOffsets", "{" + NAMES + ",\"From\":\"begin\"}"),
                create("\"Timeout\":1,\"Topics\":[\"nothing\"]"))) {
            assertThat(server.code(request)).isEqualTo("InternalError");
        }
    }

    @Test
    void refusesTopicsThatAreNoTopics() {
        assertThat(server.code(create("\"Timeout\":1"))).isEqualTo("MissingParameter");
        assertThat(server.code(create("\"Timeout\":1,\"Topics\":[]"))).isEqualTo("MissingParameter");
        assertThat(server.code(create("\"Timeout\":1,\"Topics\":\"t1\""))).isEqualTo("InvalidParameter");
        assertThat(server.code(create("\"Timeout\":1,\"Topics\":[1]"))).isEqualTo("InvalidParameter");
        assertThat(server.code(create("\"Timeout\":1,\"Topics\":[null]"))).isEqualTo("InvalidParameter");
        assertThat(server.code(create("\"Timeout\":1,\"Topics\":[\"a/b\"]"))).isEqualTo("InvalidParameter");
        assertFailed(create("\"Timeout\":1,\"Topics\":[\"t1\",\"t9\"]"), "topic t9 does not exist in logset L");
    }

    @Test
    void modifiesTimeoutAndTopics() {
        server.ask(create("\"Timeout\":40,\"Topics\":[\"t1\"]"));
        JsonNode answer = server.ask(modify("\"Timeout\":6,\"Topics\":[\"t2\"]"));
        assertThat(answer.size()).as("nothing but the request id").isEqualTo(1);
        assertThat(server.directory.groups()).containsEntry(GROUP, new GroupSettings(6, false, List.of("t2")));
    }

    @Test
    void modifyWithATimeoutOfZeroTakesTheDefault() {
        server.ask(create("\"Timeout\":40,\"Topics\":[\"t1\"]"));
        server.ask(modify("\"Timeout\":0,\"Topics\":[\"t1\"]"));
        assertThat(server.directory.groups().get(GROUP).timeoutSeconds()).isEqualTo(20);
    }

    @Test
    void whatIsMissingIsNamed() {
        assertFailed(modify("\"Timeout\":6,\"Topics\":[\"t2\"]"), "consumer group g does not exist in logset L");
        assertFailed(delete("g", "L"), "consumer group g does not exist in logset L");
        assertFailed(delete("g", "M"), "logset M does not exist");
        assertFailed(describe("\"LogsetId\":\"M\""), "logset M does not exist");
    }

    @Test
    void deletesAGroup() {
        server.ask(create("\"Timeout\":40,\"Topics\":[\"t1\"]"));
        assertThat(server.ask(delete("g", "L")).size())
                .as("nothing but the request id")
                .isEqualTo(1);
        assertThat(server.directory.groups()).isEmpty();
    }

    /** Trap 7.13: what the service does is not known. */
    @Test
    void whetherAGroupWithConsumersIsDeletedIsASwitch() {
        GroupSettings settings = new GroupSettings(40, false, List.of("t1"));
        ClsServer careful = new ClsServer("auth.mode", "off", "cls.delete-with-members", "false");
        for (ClsServer one : List.of(server, careful)) {
            one.directory.create(GROUP, settings);
            one.directory.inhabited.add(GROUP);
        }
        assertThat(server.code(delete("g", "L"))).isEmpty();
        JsonNode error = careful.ask(delete("g", "L")).path("Error");
        assertThat(error.path("Code").asText()).isEqualTo("FailedOperation");
        assertThat(error.path("Message").asText()).isEqualTo("consumer group g has consumers, stop them first");
        careful.directory.inhabited.clear();
        assertThat(careful.code(delete("g", "L"))).isEmpty();
    }

    @Test
    void describesAllGroupsOrThoseOfSomeTopics() {
        server.directory.create(GroupId.parse("cls/L/a"), new GroupSettings(1, false, List.of("t1")));
        server.directory.create(GroupId.parse("cls/L/b"), new GroupSettings(2, false, List.of("t2", "t1")));
        server.directory.create(GroupId.parse("cls/M/c"), new GroupSettings(3, false, List.of("t1")));
        String a = "{\"ConsumerGroup\":\"a\",\"Timeout\":1,\"Topics\":[\"t1\"]}";
        String b = "{\"ConsumerGroup\":\"b\",\"Timeout\":2,\"Topics\":[\"t2\",\"t1\"]}";
        assertListed("\"LogsetId\":\"L\"", a + "," + b);
        assertListed("\"LogsetId\":\"L\",\"Topics\":[]", a + "," + b);
        assertListed("\"LogsetId\":\"L\",\"Topics\":[\"t2\"]", b);
        assertListed("\"LogsetId\":\"L\",\"Topics\":[\"t9\"]", "");
    }

    @Test
    void flattenedArgumentsSayTheSame() {
        server.ask(ClsServer.form(
                "CreateConsumerGroup", "&ConsumerGroup=g&Timeout=40&Topics.1=t2&Topics.0=t1&LogsetId=L"));
        assertThat(server.directory.groups()).containsEntry(GROUP, new GroupSettings(40, false, List.of("t1", "t2")));
        JsonNode listed = server.ask(ClsServer.get("DescribeConsumerGroups", "&LogsetId=L&Topics.0=t2"));
        assertThat(listed.path("ConsumerGroupsInfo").size()).isEqualTo(1);
    }

    /** Trap 7.9: official consumers break the documented rule, so it is a switch. */
    @ParameterizedTest
    @CsvSource({
        "g_1, true, true",
        "test-123, true, false",
        "host.a, true, false",
        "1a, true, false",
        "a/b, false, false",
        "., false, false",
        ".., false, false"
    })
    void theDocumentedRuleForNamesIsASwitch(String name, boolean usual, boolean strict) {
        ClsServer strictServer = new ClsServer("auth.mode", "off", "cls.strict-names", "true");
        SampleRequest request = create("\"Timeout\":1,\"Topics\":[\"t1\"]");
        request = request.body(new String(request.raw().body()).replace("\"g\"", "\"" + name + "\""));
        assertThat(server.code(request)).isEqualTo(usual ? "" : "InvalidParameter");
        assertThat(strictServer.code(request)).isEqualTo(strict ? "" : "InvalidParameter");
    }

    @Test
    void theStrictRuleDoesNotStandInTheWayOfDeleting() {
        ClsServer strict = new ClsServer("auth.mode", "off", "cls.strict-names", "true");
        strict.directory.create(GroupId.parse("cls/L/test-123"), new GroupSettings(1, false, List.of("t1")));
        assertThat(strict.code(delete("test-123", "L"))).isEmpty();
    }

    private void assertListed(String arguments, String groups) {
        assertThat(server.ask(describe(arguments)).path("ConsumerGroupsInfo")).hasToString("[" + groups + "]");
    }

    private void assertFailed(SampleRequest request, String message) {
        JsonNode error = server.ask(request).path("Error");
        assertThat(error.path("Code").asText()).isEqualTo("FailedOperation");
        assertThat(error.path("Message").asText()).isEqualTo(message);
    }

    private static SampleRequest create(String arguments) {
        return ClsServer.post("CreateConsumerGroup", "{" + NAMES + (arguments.isEmpty() ? "" : "," + arguments) + "}");
    }

    private static SampleRequest modify(String arguments) {
        return ClsServer.post("ModifyConsumerGroup", "{" + NAMES + "," + arguments + "}");
    }

    private static SampleRequest describe(String arguments) {
        return ClsServer.post("DescribeConsumerGroups", "{" + arguments + "}");
    }

    private static SampleRequest delete(String group, String logset) {
        return ClsServer.post(
                "DeleteConsumerGroup", "{\"ConsumerGroup\":\"" + group + "\",\"LogsetId\":\"" + logset + "\"}");
    }
}
