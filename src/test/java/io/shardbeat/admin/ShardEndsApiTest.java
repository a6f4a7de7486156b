package io.shardbeat.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators may say about the ends of shards, on a logstore whose shard 0 was split into 1 and 2. */
@Tag("long")
@Tag("node")
@QuarkusTest
@TestProfile(AdminApi.OpenNode.class)
class ShardEndsApiTest {
    private static final String ADMIN = "/admin/v1";
    private static final String END = "{\"cursor\":\"MTAw\"}";
    private static int number;

    private final String logstore = "split-" + ++number;
    private final String topic = ADMIN + "/topics/sls/my-project/" + logstore + "/shards/";
    private final String group = ADMIN + "/groups/sls/my-project/" + logstore + "/ordered/shards/" + logstore + "/";

    @TestHTTPResource
    URI node;

    private AdminApi api;

    @BeforeEach
    void createLogstore() {
        api = new AdminApi(node);
        await().until(() -> api.get(ADMIN + "/groups/sls/my-project/my-logstore/consumer_group_test")
                        .statusCode()
                == 200);
        api.createSplitLogstore(logstore, "ordered");
    }

    @Test
    void aShardThatIsDeclaredFinishedMakesWayForItsChildrenUntilItIsReopened() {
        awaitGrant("[]", "[0]");
        assertThat(api.put(group + "0/finished", "").statusCode()).isEqualTo(204);
        awaitGrant("[0]", "[1,2]");
        assertThat(api.delete(group + "0/finished").statusCode()).isEqualTo(204);
        awaitGrant("[]", "[0]");
    }

    @Test
    void aCheckpointAtARegisteredEndFinishesTheShard() {
        awaitGrant("[]", "[0]");
        assertThat(api.put(topic + "0/end", END).statusCode()).isEqualTo(204);
        save("MTAw");
        awaitGrant("[0]", "[1,2]");
    }

    @Test
    void anEndWhereTheCheckpointAlreadyIsFinishesTheShardAtOnce() {
        awaitGrant("[]", "[0]");
        save("MTAw");
        assertThat(api.put(topic + "0/end", END).statusCode()).isEqualTo(204);
        awaitGrant("[0]", "[1,2]");
    }

    @Test
    void finishingIsTriedDryAndAtTheEpochThatWasSeen() {
        awaitGrant("[]", "[0]");
        assertError(api.command("PUT", group + "1/finished?dryRun=true", ""), 409, "ShardNotReadOnly");
        assertError(
                api.command("PUT", group + "0/finished", "{\"reason\":\"x\"}", "If-Match", "\"1\""), 412, "EpochMoved");
        assertThat(api.command("PUT", group + "0/finished?dryRun=true&reason=split", "")
                        .statusCode())
                .isEqualTo(200);
        awaitGrant("[0]", "[0]");
        assertThat(api.command("PUT", group + "0/finished?reason=split", "").statusCode())
                .isEqualTo(204);
        awaitGrant("[0]", "[1,2]");
    }

    @Test
    void whatTakesDataHasNoEnd() {
        assertError(api.put(topic + "1/end", END), 409, "ShardNotReadOnly");
        assertError(api.put(group + "1/finished", ""), 409, "ShardNotReadOnly");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"cursor\":\"\"}", "{\"cursor\":null}"})
    void anEndNeedsACursor(String body) {
        assertError(api.put(topic + "0/end", body), 400, "InvalidArgument");
    }

    @ParameterizedTest
    @CsvSource({
        "/topics/sls/nowhere/l/shards/0/end, NotFound",
        "/topics/sls/my-project/nothing/shards/0/end, NotFound",
        "/topics/sls/my-project/my-logstore/shards/99/end, ShardNotFound",
        "/groups/sls/my-project/my-logstore/nobody/shards/nothing/0/finished, NotFound"
    })
    void whatIsNotThereIsNamed(String path, String error) {
        assertError(api.put(ADMIN + path, END), 404, error);
    }

    @Test
    void aGroupThatIsNotThereFinishesNothing() {
        String nobody = ADMIN + "/groups/sls/my-project/" + logstore + "/nobody/shards/" + logstore + "/0/finished";
        assertError(api.put(nobody, ""), 404, "GroupNotFound");
        assertError(api.delete(nobody), 404, "GroupNotFound");
    }

    private void save(String cursor) {
        String body = "{\"shard\":0,\"checkpoint\":\"" + cursor + "\"}";
        String path = "/logstores/" + logstore + "/consumergroups/ordered?type=checkpoint&consumer=one";
        assertThat(api.post(path, body).statusCode()).isEqualTo(200);
    }

    private void awaitGrant(String held, String granted) {
        await().untilAsserted(() ->
                assertThat(api.beat(logstore, "ordered", "one", held).body()).isEqualTo(granted));
    }

    private static void assertError(HttpResponse<String> answer, int status, String error) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(AdminApi.parse(answer.body()).at("/error").asText()).isEqualTo(error);
    }
}
