package io.shardbeat.sls;

import static io.shardbeat.sls.SlsWorld.GROUP;
import static io.shardbeat.sls.SlsWorld.GROUPS;
import static io.shardbeat.sls.SlsWorld.assertError;
import static io.shardbeat.sls.SlsWorld.request;
import static io.shardbeat.sls.SlsWorld.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.http.Answer;
import io.shardbeat.sls.wire.SlsError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroupCallsTest {
    private final SlsWorld world = SlsWorld.open();

    /** Trap 3: the form that the documentation shows is read by no client. */
    @Test
    void listsABareArrayByName() {
        assertThat(list()).isEqualTo("[{\"name\":\"g1\",\"timeout\":60,\"order\":false}]");
        assertEmpty(create("{\"consumerGroup\":\"G-0_a\",\"timeout\":300,\"order\":true}"));
        assertThat(list())
                .isEqualTo("[{\"name\":\"G-0_a\",\"timeout\":300,\"order\":true},"
                        + "{\"name\":\"g1\",\"timeout\":60,\"order\":false}]");
    }

    @Test
    void listsNoGroupsAsAnEmptyArray() {
        assertEmpty(world.answer("DELETE", GROUP, ""));
        assertThat(list()).isEqualTo("[]");
    }

    /** Trap 6: 200 and nothing in it, or the Go client leaks a connection. */
    @Test
    void createsWithoutOrderByDefaultWhateverTheOrderOfTheFields() {
        assertEmpty(create("{ \"timeout\": 1, \"consumerGroup\": \"g2\", \"more\": [1] }"));
        assertThat(list()).contains("{\"name\":\"g2\",\"timeout\":1,\"order\":false}");
    }

    /** Trap 10: Java takes grp for GRP and then beats for a group that is not there. */
    @ParameterizedTest
    @ValueSource(strings = {"g1", "G1"})
    void createsNothingBesideAGroupOfThatNameInAnyCase(String name) {
        Answer answer = create("{\"consumerGroup\":\"" + name + "\",\"timeout\":60,\"order\":true}");
        assertThat(text(answer))
                .isEqualTo("{\"errorCode\":\"ConsumerGroupAlreadyExist\","
                        + "\"errorMessage\":\"Consumer group already exist.\"}");
        assertThat(answer.status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"timeout\":60} | consumerGroup is of error format: it is missing",
                "{\"consumerGroup\":null,\"timeout\":60} | consumerGroup is of error format: it is missing",
                "{\"consumerGroup\":7,\"timeout\":60} | it is '7', expected a string",
                "{\"consumerGroup\":\"\",\"timeout\":60} | expected 1 to 128 characters of 0-9 a-z A-Z - _",
                "{\"consumerGroup\":\"a b\",\"timeout\":60} | expected 1 to 128 characters",
                "{\"consumerGroup\":\"a.b\",\"timeout\":60} | expected 1 to 128 characters",
                "{\"consumerGroup\":\"é\",\"timeout\":60} | expected 1 to 128 characters",
                "{\"consumerGroup\":\"g2\"} | timeout is of error format: it is missing",
                "{\"consumerGroup\":\"g2\",\"timeout\":null} | timeout is of error format: it is missing",
                "{\"consumerGroup\":\"g2\",\"timeout\":0} | it is '0', expected a whole number of seconds from 1",
                "{\"consumerGroup\":\"g2\",\"timeout\":-5} | it is '-5', expected a whole number",
                "{\"consumerGroup\":\"g2\",\"timeout\":1.5} | it is '1.5', expected a whole number",
                "{\"consumerGroup\":\"g2\",\"timeout\":\"60\"} | expected a whole number",
                "{\"consumerGroup\":\"g2\",\"timeout\":4294967296} | from 1 to 4294967295",
                "{\"consumerGroup\":\"g2\",\"timeout\":1e999} | expected a whole number",
                "{\"consumerGroup\":\"g2\",\"timeout\":true} | expected a whole number",
                "{\"consumerGroup\":\"g2\",\"timeout\":60,\"order\":\"true\"} | order is of error format",
                "{\"consumerGroup\":\"g2\",\"timeout\":60,\"order\":1} | expected true or false"
            })
    void createSaysWhichFieldIsWrong(String body, String part) {
        assertError(create(body), SlsError.JSON_INFO_INVALID, part);
        assertThat(list()).doesNotContain("g2");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2147483647, 2147483648L, 4294967295L})
    void aTimeoutIsListedAsItWasGiven(long timeout) {
        assertEmpty(create("{\"consumerGroup\":\"t1\",\"timeout\":" + timeout + ",\"order\":false}"));
        assertThat(list()).contains("{\"name\":\"t1\",\"timeout\":" + timeout + ",\"order\":false}");
        assertEmpty(world.answer("PUT", GROUP, "{\"timeout\":" + timeout + "}"));
        assertThat(list()).contains("{\"name\":\"g1\",\"timeout\":" + timeout + ",");
    }

    @Test
    void groupNamesHaveAtMost128Characters() {
        assertEmpty(create("{\"consumerGroup\":\"" + "g".repeat(128) + "\",\"timeout\":60}"));
        assertError(
                create("{\"consumerGroup\":\"" + "g".repeat(129) + "\",\"timeout\":60}"), SlsError.JSON_INFO_INVALID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "[0]",
                "null",
                "7",
                "\"x\"",
                "{",
                "{\"consumerGroup\":\"g2\",\"timeout\":60}x",
                "{\"timeout\":60,\"timeout\":61}",
                "consumerGroup=g2",
                "\u0000\u0000\u0000x",
                "\u0000{\u0000}",
                "{\u0000}\u0000"
            })
    void bodiesMustBeOneJsonObject(String body) {
        assertError(create(body), SlsError.POST_BODY_INVALID, "expected a JSON object");
        assertError(world.answer("PUT", GROUP, body), SlsError.POST_BODY_INVALID, "expected a JSON object");
    }

    @Test
    void deepNestingIsRefused() {
        assertError(create("[".repeat(30_000)), SlsError.POST_BODY_INVALID);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"timeout\":100} | 100 | false",
                "{\"order\":true} | 60 | true",
                "{\"order\":true,\"timeout\":5} | 5 | true",
                "{\"order\":null,\"timeout\":5} | 5 | false"
            })
    void updatesWhatIsNamed(String body, int timeout, boolean order) {
        assertEmpty(world.answer("PUT", GROUP, body));
        assertThat(list()).isEqualTo("[{\"name\":\"g1\",\"timeout\":" + timeout + ",\"order\":" + order + "}]");
        assertThat(world.directory.updated).hasSize(1);
    }

    /** Trap 17: every start of a Python worker sends one. */
    @Test
    void anUpdateThatChangesNothingTouchesNothing() {
        assertEmpty(world.answer("PUT", GROUP, "{\"order\":false,\"timeout\":60}"));
        assertThat(world.directory.updated).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"timeout\":0}", "{\"timeout\":\"1\"}", "{\"order\":0}", "{\"order\":null}"})
    void updateRefusesWrongFields(String body) {
        assertError(world.answer("PUT", GROUP, body), SlsError.JSON_INFO_INVALID);
        assertThat(world.directory.updated).isEmpty();
    }

    @Test
    void updateAndDeleteTakeTheExactName() {
        String other = GROUPS + "/G1";
        assertError(world.answer("PUT", other, "{\"timeout\":1}"), SlsError.CONSUMER_GROUP_NOT_EXIST);
        assertError(world.answer(request("DELETE", other)), SlsError.CONSUMER_GROUP_NOT_EXIST);
    }

    /** Trap 9: Java sends x-protobuf, and 0. */
    @ParameterizedTest
    @ValueSource(strings = {"", "application/x-protobuf", "0", "text/html"})
    void deleteAndListCareForNoContentType(String type) {
        assertThat(world.answer(request("GET", GROUPS).header("Content-Type", type))
                        .status())
                .isEqualTo(200);
        assertEmpty(world.answer(request("DELETE", GROUP).header("Content-Type", type)));
        assertError(
                world.answer(request("DELETE", GROUP).header("Content-Type", type)), SlsError.CONSUMER_GROUP_NOT_EXIST);
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, 200",
        "application/json;charset=utf-8, 200",
        "APPLICATION/JSON ; charset=utf-8, 200",
        "'', 200",
        "application/jsonx, 415",
        "application/x-www-form-urlencoded, 415",
        "text/plain, 415"
    })
    void bodiesAreJsonWhateverTheyAreCalledOrNotCalled(String type, int status) {
        var update = request("PUT", GROUP, "{\"timeout\":60}");
        assertThat(world.answer(update.header("Content-Type", type)).status()).isEqualTo(status);
        assertThat(world.answer(update.without("Content-Type")).status()).isEqualTo(200);
    }

    @Test
    void saysWhatIsMissingFromTheOutsideIn() {
        for (var request : new String[][] {{"GET", ""}, {"POST", "{\"consumerGroup\":\"g2\",\"timeout\":60}"}}) {
            var sample = request(request[0], GROUPS, request[1]);
            assertError(
                    world.answer(sample.header("Host", "other.sls.test")),
                    SlsError.PROJECT_NOT_EXIST,
                    "The Project does not exist : other.");
            assertError(
                    world.answer(sample.path("/logstores/other/consumergroups")),
                    SlsError.LOG_STORE_NOT_EXIST,
                    "Logstore other dose not exist.");
        }
    }

    private Answer create(String body) {
        return world.answer("POST", GROUPS, body);
    }

    private String list() {
        return text(world.answer(request("GET", GROUPS)));
    }

    private static void assertEmpty(Answer answer) {
        assertThat(text(answer)).isEmpty();
        assertThat(answer.contentType()).as("nothing is no JSON").isEmpty();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(SlsWorld.header(answer, "x-log-requestid")).matches("[0-9A-F]{24}");
    }
}
