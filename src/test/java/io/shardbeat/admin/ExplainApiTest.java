package io.shardbeat.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.shardbeat.admin.replay.SnapshotFile;
import io.shardbeat.assignment.sticky.StickyBalancedAssignor;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.plan.Planner;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why things are as they are, and what would be: over a whole node with a real Redis. */
@Tag("long")
@Tag("node")
@QuarkusTest
@TestProfile(AdminApi.OpenNode.class)
class ExplainApiTest {
    private static final String STORE = "/admin/v1/groups/sls/my-project/my-logstore/";
    private static final String[] LOCAL = {"Host", "localhost"};

    @TestHTTPResource
    URI node;

    private AdminApi api;

    @BeforeEach
    void startClient() {
        api = new AdminApi(node);
        await().until(() -> api.get(STORE + "consumer_group_test").statusCode() == 200);
    }

    @Test
    void aMoveIsExplainedByTheShardTheMemberAndTheHistory() {
        moved("explained");

        JsonNode shard = moving("explained");
        JsonNode member = api.json(STORE + "explained/members/one");
        JsonNode history = api.json(STORE + "explained/history?since=1h&kind=hand-over-begun&member=two");

        assertThat(shard.at("/cause").asText()).isEqualTo("joined");
        assertThat(shard.at("/kind").asText()).isEqualTo("hand-over-begun");
        assertThat(shard.at("/next").asText()).isEqualTo("two");
        assertThat(shard.at("/since").asText()).endsWith("Z");
        assertThat(shard.at("/history/passes").size()).isEqualTo(2);
        assertThat(member.at("/name").asText()).isEqualTo("one");
        assertThat(member.at("/shards").size()).isEqualTo(2);
        assertThat(member.at("/history/passes").size()).isEqualTo(2);
        assertThat(history.at("/passes").size()).isOne();
        assertThat(history.at("/passes/0/decisions").findValuesAsText("cause")).containsExactly("joined");
        assertThat(api.json(STORE + "explained/history?until=1h").at("/passes").size())
                .isZero();
        assertThat(api.json(STORE + "explained/history?limit=1").at("/next").asText())
                .matches("\\d+-\\d+");
    }

    @Test
    void itTellsWhoHadAShard() {
        moved("owned");

        JsonNode owner = api.json(STORE + "owned/shards/my-logstore/0/owner");
        HttpResponse<String> tooEarly = api.get(STORE + "owned/shards/my-logstore/0/owner?at=2020-01-01T00:00:00Z");

        assertThat(owner.at("/owner").asText()).isEqualTo("one");
        assertThat(tooEarly.statusCode()).isEqualTo(404);
        assertThat(AdminApi.parse(tooEarly.body()).at("/error").asText()).isEqualTo("HistoryTooShort");
    }

    @Test
    void aPlanTellsWhatWouldMoveAndIsAppliedAtItsEpoch() {
        api.createGroup("planned");
        api.beat("planned", "one", "[]");
        api.beat("planned", "one", "[0,1]");
        HttpResponse<String> answer =
                api.change("POST", STORE + "planned/plan", "{\"join\":[\"two\"],\"drain\":[\"one\"]}", LOCAL);
        JsonNode plan = AdminApi.parse(answer.body());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(plan.at("/moves").findValuesAsText("to")).containsExactly("two", "two");
        assertThat(plan.at("/moves").findValuesAsText("cause")).containsExactly("drained", "drained");
        assertThat(plan.at("/movesMinimum").asInt()).isEqualTo(2);
        assertThat(plan.at("/epoch").asLong())
                .isEqualTo(api.json(STORE + "planned").at("/epoch").asLong());
        assertThat(apply("planned", answer.body(), "1").statusCode()).isEqualTo(412);
        HttpResponse<String> applied =
                apply("planned", answer.body(), plan.at("/epoch").asText());
        assertThat(applied.statusCode()).as(applied.body()).isEqualTo(200);
        assertThat(AdminApi.parse(applied.body()).at("/epoch").asLong())
                .isGreaterThan(plan.at("/epoch").asLong());
        api.beat("planned", "two", "[]");
        await().until(() -> {
            api.beat("planned", "one", "[]"); // told, then silent
            return api.beat("planned", "two", "[]").body().equals("[0,1]");
        });
    }

    private HttpResponse<String> apply(String group, String plan, String epoch) {
        return api.change("POST", STORE + group + "/apply?reason=test", plan, "If-Match", "\"" + epoch + "\"");
    }

    @Test
    void aSnapshotIsPlannedOfflineAsTheNodeWould() {
        moved("kept");

        HttpResponse<String> file = api.get(STORE + "kept/snapshot");
        GroupSnapshot group = SnapshotFile.decode(file.body());

        assertThat(group.epoch())
                .isEqualTo(api.json(STORE + "kept").at("/epoch").asLong());
        assertThat(group.handOvers()).hasSize(1);
        assertThat(new Planner(new StickyBalancedAssignor()).plan(group).changesNothing())
                .isTrue();
    }

    @Test
    void tokensComeWithAnotherGrantAndAreVerified() {
        api.createGroup("fenced");
        HttpResponse<String> joined = api.beat("fenced", "one", "[]");
        String epoch = joined.headers().firstValue("x-shardbeat-epoch").orElseThrow();

        assertThat(joined.headers().firstValue("x-shardbeat-tokens"))
                .contains("my-logstore/0=" + epoch + ",my-logstore/1=" + epoch);
        assertThat(api.beat("fenced", "one", "[0,1]").headers().firstValue("x-shardbeat-tokens"))
                .isEmpty();
        assertThat(verify("fenced", "one", epoch)).isEqualTo("valid");
        assertThat(verify("fenced", "one", "7")).isEqualTo("held-anew");
        assertThat(verify("fenced", "two", epoch)).isEqualTo("no-member");
    }

    private String verify(String group, String member, String epoch) {
        return api.json(STORE + group + "/verify?shard=my-logstore/0&member=" + member + "&epoch=" + epoch)
                .at("/reason")
                .asText();
    }

    @ParameterizedTest
    @CsvSource({
        "/history?since=yesterday, 400, InvalidArgument",
        "/history?until=99999999999999999999, 400, InvalidArgument",
        "/history?kind=lost, 400, InvalidArgument",
        "/history?shard=0, 400, InvalidArgument",
        "/history?shard=a%00b/1, 400, InvalidArgument",
        "/history?from=here, 400, InvalidArgument",
        "/history?limit=1001, 400, InvalidArgument",
        "/history?member=%00, 400, InvalidArgument",
        "/shards/my-logstore/7, 404, ShardNotFound",
        "/shards/my-logstore/99999999999, 400, InvalidArgument",
        "/shards/my-logstore/0/owner?at=soon, 400, InvalidArgument",
        "/members/nobody, 404, MemberNotFound",
        "/verify?shard=my-logstore/0&member=one, 400, InvalidArgument",
        "/verify?shard=my-logstore/0&member=one&epoch=-1, 400, InvalidArgument",
        "/verify?member=one&epoch=1, 400, InvalidArgument",
    })
    void whatIsAskedWronglyIsAnsweredInOneShape(String path, int status, String error) {
        HttpResponse<String> response = api.get(STORE + "consumer_group_test" + path);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(AdminApi.parse(response.body()).at("/error").asText()).isEqualTo(error);
    }

    @Test
    void aProposalThatCannotBeIsRefused() {
        for (String body : List.of(
                "",
                "[]",
                "{\"joins\":[]}",
                "{\"join\":\"two\"}",
                "{\"join\":[7]}",
                "{\"weights\":{\"one\":0}}",
                "{\"pins\":{\"x\":\"one\"}}",
                "{\"shards\":{\"my-logstore\":100001}}",
                "{\"proposal\":{\"epoch\":1}}")) {
            HttpResponse<String> response = api.change("POST", STORE + "consumer_group_test/plan", body, LOCAL);
            assertThat(response.statusCode()).as(body + response.body()).isEqualTo(400);
        }
        assertThat(api.change("POST", STORE + "consumer_group_test/plan", "{\"leave\":[\"nobody\"]}", LOCAL)
                        .statusCode())
                .isEqualTo(404);
        assertThat(api.change("POST", STORE + "consumer_group_test/apply", "{\"drain\":[]}", LOCAL)
                        .statusCode())
                .isEqualTo(400);
    }

    /** Two members, of which the first is asked to let go of a shard and does not. */
    private void moved(String group) {
        api.createGroup(group);
        api.beat(group, "one", "[]");
        api.beat(group, "one", "[0,1]");
        api.beat(group, "two", "[]");
        await().until(() -> api.json(STORE + group + "/shards?state=handing-over")
                        .at("/total")
                        .asInt()
                == 1);
    }

    private JsonNode moving(String group) {
        String number = api.json(STORE + group + "/shards?state=handing-over")
                .at("/shards/0/number")
                .asText();
        return api.json(STORE + group + "/shards/my-logstore/" + number);
    }
}
