package io.shardbeat.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What operators may ask of a group of two shards with one member, which has both. */
@Tag("long")
@Tag("node")
@QuarkusTest
@TestProfile(AdminApi.OpenNode.class)
class CommandsApiTest {
    private static final String WHY = "{\"reason\":\"host is replaced\"}";
    private static int number;

    private final String name = "commands-" + ++number;
    private final String group = "/admin/v1/groups/sls/my-project/my-logstore/" + name;
    private final String shard = group + "/shards/my-logstore/0";

    @TestHTTPResource
    URI node;

    private AdminApi api;

    @BeforeEach
    void aMemberHasBothShards() {
        api = new AdminApi(node);
        await().until(() -> api.createGroup(name).statusCode() == 200);
        awaitGrant("one", "[]", "[0,1]");
    }

    /** A logstore has room for thirty groups. */
    @AfterEach
    void theGroupGoes() {
        api.delete(group);
    }

    @Test
    void aDrainedMemberHandsOverAndGetsItsShareBack() {
        awaitGrant("two", "[]", "[]");
        assertEpoch(api.command("POST", group + "/members/one/drain", "{\"reason\":\"x\",\"for\":\"10m\"}"));
        awaitGrant("one", "[]", "[]"); // told ...
        api.beat(name, "one", "[]"); // ... and then silent about both
        awaitGrant("two", "[]", "[0,1]");
        assertEpoch(api.command("DELETE", group + "/members/one/drain?reason=back", ""));
        await().until(() -> api.beat(name, "two", "[]").body().length() == "[0]".length());
    }

    @Test
    void aGroupOfTheCatalogFileThatACallHasDeletedSaysSoAndComesBack() {
        String declared = "/admin/v1/groups/sls/my-project/my-logstore/consumer_group_test";
        assertThat(api.command("DELETE", declared, WHY).statusCode()).isEqualTo(204);

        HttpResponse<String> gone = api.get(declared);
        assertThat(gone.statusCode()).isEqualTo(404);
        assertThat(gone.body()).contains("GroupDeleted", "the catalog file declares it");
        assertThat(api.get(declared + "/members").body()).contains("GroupDeleted");
        assertThat(api.get("/admin/v1/declared").body())
                .contains("{\"path\":\"sls/my-project/my-logstore/consumer_group_test\",\"deleted\":true}");
        for (String query : List.of("", "&state=deleted", "&sort=state")) {
            assertThat(api.json("/admin/v1/groups?prefix=sls/my-project/my-logstore/" + query)
                            .path("groups")
                            .findValuesAsText("state"))
                    .as(query)
                    .contains("deleted");
        }
        assertThat(api.json("/admin/v1/groups?limit=1&prefix=" + declared.substring("/admin/v1/groups/".length()))
                        .at("/groups/0/members")
                        .asInt(-1))
                .isZero();
        assertThat(api.command("POST", declared + "/restore", "").statusCode())
                .as("without a reason")
                .isEqualTo(400);
        assertThat(api.command("POST", declared + "/restore?dryRun=true", WHY).statusCode())
                .isEqualTo(200);
        assertThat(api.get(declared).statusCode()).isEqualTo(404);

        assertEpoch(api.command("POST", declared + "/restore", WHY));
        assertThat(api.get(declared).statusCode()).isEqualTo(200);
        assertEpoch(api.command("POST", declared + "/restore", WHY));
        assertThat(api.get("/admin/v1/groups").body()).doesNotContain("\"deleted\"");
        assertThat(api.get("/admin/v1/declared?limit=1").body()).contains("\"deleted\":false", "\"next\":\"cls/");
        assertThat(api.command("POST", group + "/restore", WHY).body()).contains("NotDeclared");
        assertThat(api.get("/admin/v1/groups/sls/my-project/my-logstore/none").body())
                .contains("GroupNotFound");
    }

    @Test
    void aDeletionIsTriedDryAndAtItsEpochFirst() {
        JsonNode plan =
                AdminApi.parse(api.command("DELETE", group + "?dryRun=true", "").body());
        assertThat(plan.at("/moves").size()).isEqualTo(2);
        assertThat(plan.at("/moves/0/from").asText()).isEqualTo("one");
        assertThat(api.command("DELETE", group, "", "If-Match", "\"1\"").statusCode())
                .isEqualTo(412);
        assertThat(api.command("POST", group + "/rebuild?dryRun=true", "").statusCode())
                .isEqualTo(400);
        assertThat(api.get(group).statusCode()).isEqualTo(200);

        assertThat(api.command("DELETE", group, WHY).statusCode()).isEqualTo(204);
        assertThat(api.get(group).statusCode()).isEqualTo(404);
    }

    @Test
    void whatThereIsIsListedAgain() {
        JsonNode listed = AdminApi.parse(
                api.command("POST", "/admin/v1/catalog/relist", WHY).body());
        assertThat(listed.at("/namespaces").asInt()).isPositive();
        assertThat(listed.at("/groups").asInt()).isPositive();
        assertThat(api.command("POST", "/admin/v1/catalog/relist", "").statusCode())
                .isEqualTo(200);
        assertThat(api.command("POST", "/admin/v1/catalog/relist?dryRun=true", "")
                        .body())
                .contains("InvalidArgument", "it only adds what is there");
    }

    @Test
    void whatAMemberThatLeavesHadIsFreeAtOnce() {
        awaitGrant("two", "[]", "[]");
        assertEpoch(api.command("POST", group + "/members/one/leave", WHY));
        awaitGrant("two", "[]", "[0,1]");
        assertThat(api.beat(name, "one", "[0,1]").statusCode()).isEqualTo(400);
    }

    @Test
    void whatAnEvictedMemberHadRests() {
        assertEpoch(api.command("DELETE", group + "/members/one?for=10m", WHY));
        await().untilAsserted(() ->
                assertThat(api.json(group).at("/shardCounts/fenced").asInt()).isEqualTo(2));
        assertThat(api.beat(name, "one", "[0,1]").statusCode()).isEqualTo(400);
    }

    @Test
    void aDryRunTellsWhatWouldMoveAndDoesNothing() {
        awaitGrant("two", "[]", "[]");
        long epoch = epoch();
        JsonNode plan = AdminApi.parse(api.command("POST", group + "/members/one/drain?dryRun=true", WHY)
                .body());
        assertThat(plan.at("/moves")).allSatisfy(move -> {
            assertThat(move.at("/from").asText()).isEqualTo("one");
            assertThat(move.at("/to").asText()).isEqualTo("two");
        });
        assertThat(plan.at("/moveCount").asInt()).isEqualTo(2);
        assertThat(plan.at("/epoch").asLong()).isEqualTo(epoch);
        assertThat(epoch()).isEqualTo(epoch);
    }

    @Test
    void ofAGroupThatHasMovedOnNothingIsChanged() {
        long epoch = epoch();
        assertEpoch(api.command(
                "PUT",
                group + "/members/one/weight",
                "{\"reason\":\"x\",\"weight\":2}",
                "If-Match",
                "\"" + epoch + "\""));
        assertError(api.command("POST", group + "/resume", WHY, "If-Match", "\"" + epoch + "\""), 412, "EpochMoved");
    }

    @Test
    void shardsArePinnedParkedAndGroupsPausedAndTheSameTakenBack() {
        assertEpoch(api.command("PUT", shard + "/pin", "{\"reason\":\"x\",\"member\":\"one\"}"));
        assertEpoch(api.command("DELETE", shard + "/pin", WHY));
        assertEpoch(api.command("PUT", shard + "/park", "{\"reason\":\"x\",\"for\":\"1h\"}"));
        awaitGrant("one", "[1]", "[1]");
        assertEpoch(api.command("DELETE", shard + "/park", WHY));
        awaitGrant("one", "[1]", "[0,1]");
        assertEpoch(api.command("POST", group + "/pause", "{\"reason\":\"x\",\"for\":\"1h\",\"mode\":\"all\"}"));
        JsonNode pause = api.json(group + "/wishes").at("/wishes/0");
        assertThat(pause.at("/kind").asText() + pause.at("/value").asText()).isEqualTo("pauseall");
        assertThat(pause.at("/reason").asText()).isEqualTo("x");
        assertThat(api.json(group).at("/state").asText()).isEqualTo("paused");
        assertThat(api.json("/admin/v1/groups?state=paused").at("/groups"))
                .anyMatch(row -> group.endsWith(row.at("/path").asText()));
        assertEpoch(api.command("POST", group + "/resume", WHY));
        assertThat(api.json(group + "/wishes").at("/wishes")).isEmpty();
        assertEpoch(api.command("POST", group + "/rebalance", WHY));
    }

    @Test
    void checkpointsAreSetSeenAndDropped() {
        assertEpoch(api.command("PUT", shard + "/checkpoint", "{\"reason\":\"x\",\"value\":\"MTIz\"}"));
        assertThat(api.json(group + "/checkpoints")
                        .at("/checkpoints/0/checkpoint")
                        .asText())
                .isEqualTo("MTIz");
        assertEpoch(api.command("DELETE", shard + "/checkpoint", WHY));
        assertThat(api.json(group + "/checkpoints")
                        .at("/checkpoints/0/checkpoint")
                        .isNull())
                .isTrue();
        assertEpoch(api.command("DELETE", group + "/checkpoints", WHY));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | /members/one/drain | {} | 400 | InvalidArgument",
                "POST | /members/one/drain | nonsense | 400 | InvalidArgument",
                "POST | /members/one/drain | {'reason':'x','fro':'1m'} | 400 | InvalidArgument",
                "POST | /members/one/drain | {'reason':'x','for':'1y'} | 400 | InvalidArgument",
                "POST | /members/one/drain?dryRun=maybe | {'reason':'x'} | 400 | InvalidArgument",
                "POST | /members/nobody/drain | {'reason':'x'} | 404 | MemberNotFound",
                "POST | /members/nobody/leave | {'reason':'x'} | 404 | MemberNotFound",
                "DELETE | /members/one?fence=some | {'reason':'x'} | 400 | InvalidArgument",
                "PUT | /members/one/weight | {'reason':'x','weight':0} | 400 | InvalidArgument",
                "PUT | /members/one/weight | {'reason':'x','weight':1001} | 400 | InvalidArgument",
                "POST | /pause | {'reason':'x'} | 400 | InvalidArgument",
                "POST | /pause | {'reason':'x','for':'8d'} | 400 | InvalidArgument",
                "POST | /pause | {'reason':'x','until':'2001-01-01T00:00:00Z'} | 400 | InvalidArgument",
                "POST | /pause | {'reason':'x','for':'1h','mode':'most'} | 400 | InvalidArgument",
                "PUT | /shards/my-logstore/99/pin | {'reason':'x','member':'one'} | 404 | ShardNotFound",
                "PUT | /shards/my-logstore/0/pin | {'reason':'x'} | 400 | InvalidArgument",
                "PUT | /shards/my-logstore/0/park | {'reason':'x'} | 400 | InvalidArgument",
                "PUT | /shards/my-logstore/99/checkpoint | {'reason':'x','value':'1'} | 404 | ShardNotFound",
                "PUT | /shards/my-logstore/0/checkpoint | {'reason':'x'} | 400 | InvalidArgument"
            })
    void whatIsWrongIsNamed(String method, String path, String body, int status, String error) {
        assertError(api.command(method, group + path, body.replace('\'', '"')), status, error);
    }

    @Test
    void aGroupThatIsNotThereIsNamed() {
        String nobody = "/admin/v1/groups/sls/my-project/my-logstore/nobody";
        assertError(api.command("POST", nobody + "/resume", WHY), 404, "GroupNotFound");
        assertError(api.command("DELETE", nobody + "/checkpoints", WHY), 404, "GroupNotFound");
        assertError(api.command("POST", group + "/resume", WHY, "If-Match", "soon"), 400, "InvalidArgument");
    }

    private long epoch() {
        return api.json(group).at("/epoch").asLong();
    }

    private void awaitGrant(String consumer, String held, String granted) {
        await().untilAsserted(
                        () -> assertThat(api.beat(name, consumer, held).body()).isEqualTo(granted));
    }

    private static void assertEpoch(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(AdminApi.parse(answer.body()).at("/epoch").asLong()).isPositive();
    }

    private static void assertError(HttpResponse<String> answer, int status, String error) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(AdminApi.parse(answer.body()).at("/error").asText()).isEqualTo(error);
    }
}
