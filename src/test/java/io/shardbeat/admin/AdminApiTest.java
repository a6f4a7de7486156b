package io.shardbeat.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The admin API over a whole node with a real Redis: groups are made through the SLS API and looked at here. */
@Tag("long")
@Tag("node")
@QuarkusTest
@TestProfile(AdminApi.OpenNode.class)
class AdminApiTest {
    private static final String GROUPS = "/admin/v1/groups";
    private static final String STORE = GROUPS + "/sls/my-project/my-logstore/";

    @TestHTTPResource
    URI node;

    private AdminApi api;

    @BeforeEach
    void startClient() {
        api = new AdminApi(node);
        await().until(() -> api.get(STORE + "consumer_group_test").statusCode() == 200);
    }

    @Test
    void aGroupIsShownAsItsConsumersMadeIt() {
        api.createGroup("shown");
        api.beat("shown", "one", "[]");
        api.beat("shown", "one", "[0,1]");

        JsonNode group = api.json(STORE + "shown?include=members,shards,history");

        assertThat(group.at("/sessionTimeoutMillis").asInt()).isEqualTo(20_000);
        assertThat(group.at("/memberCounts/alive").asInt()).isOne();
        assertThat(group.at("/shardCounts/held").asInt()).isEqualTo(2);
        assertThat(group.at("/members/members/0/name").asText()).isEqualTo("one");
        assertThat(group.at("/members/members/0/report/my-logstore").toString()).isEqualTo("[0,1]");
        assertThat(group.at("/shards/shards").findValuesAsText("holder")).containsExactly("one", "one");
        assertThat(group.at("/history/passes/0/epoch").asLong())
                .isEqualTo(group.at("/epoch").asLong());
        assertThat(group.at("/history/passes/0/decisions").findValuesAsText("kind"))
                .containsExactlyInAnyOrder("granted", "granted", "member-joined");
    }

    /** Two processes with one name, on two hosts. */
    @Test
    void aNameThatTwoProcessesUseIsMarked() throws IOException {
        api.createGroup("doubled");
        api.beat("doubled", "quiet", "[]");
        for (int i = 0; i < 3; i++) {
            beatFrom("127.0.0.2", "doubled", "twins");
            beatFrom("127.0.0.3", "doubled", "twins");
        }

        JsonNode members = api.json(STORE + "doubled/members").at("/members");

        assertThat(members.findValuesAsText("name")).containsExactly("quiet", "twins");
        assertThat(members.at("/0/suspicions").toString()).isEqualTo("[]");
        assertThat(members.at("/1/suspicions").toString()).isEqualTo("[\"senders-in-turn\"]");
    }

    private void beatFrom(String address, String group, String consumer) throws IOException {
        String target = "/logstores/my-logstore/consumergroups/" + group + "?type=heartbeat&consumer=" + consumer;
        String request = "POST " + target + " HTTP/1.1\r\nHost: my-project.sls.test\r\nx-log-apiversion: 0.6.0\r\n"
                + "Content-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n[]";
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        try (Socket socket = new Socket(loopback, node.getPort(), InetAddress.getByName(address), 0)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void aHandOverIsShownWhileItRuns() {
        api.createGroup("moving");
        api.beat("moving", "one", "[]");
        api.beat("moving", "one", "[0,1]");
        api.beat("moving", "two", "[]");

        JsonNode shard = await().until(
                        () -> api.json(STORE + "moving/shards?state=handing-over")
                                .at("/shards/0"),
                        found -> !found.isMissingNode());
        JsonNode members = api.json(STORE + "moving/members").at("/members");

        assertThat(shard.at("/holder").asText()).isEqualTo("one");
        assertThat(shard.at("/next").asText()).isEqualTo("two");
        assertThat(shard.at("/since").asText()).endsWith("Z");
        assertThat(members.at("/0/granted").asInt()).isOne();
        assertThat(members.at("/0/reported").asInt()).isEqualTo(2);
        assertThat(members.at("/0/handingOver").asBoolean()).isTrue();
        assertThat(api.json(STORE + "moving/history?limit=1").at("/passes").size())
                .isOne();
    }

    @Test
    void lookingDisturbsNothing() {
        api.createGroup("quiet");
        api.beat("quiet", "one", "[]");
        long epoch = api.json(STORE + "quiet").at("/epoch").asLong();

        for (int i = 0; i < 20; i++) {
            assertThat(api.json(STORE + "quiet/shards").at("/epoch").asLong()).isEqualTo(epoch);
        }
    }

    @Test
    void aListingGoesOnUntilItsEnd() {
        for (int i = 0; i < 5; i++) {
            api.createGroup("listed-" + i);
        }
        List<String> paths = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = api.json(GROUPS + "?limit=2&prefix=sls/my-project/my-logstore/listed-&from=" + next);
            paths.addAll(page.at("/groups").findValuesAsText("path"));
            next = page.at("/next").asText("");
        } while (!next.isEmpty() && !next.equals("null"));

        assertThat(paths).hasSize(5).isSorted().doesNotHaveDuplicates();
        assertThat(paths.get(0)).isEqualTo("sls/my-project/my-logstore/listed-0");
    }

    @Test
    void groupsOfBothProtocolsAreListed() {
        await().untilAsserted(() -> assertThat(api.json(GROUPS).at("/groups").findValuesAsText("path"))
                .contains(
                        "cls/6f6ded3f-948c-4616-9c7c-956a95d8c1a3/test-123",
                        "sls/my-project/my-logstore/consumer_group_test"));
        assertThat(api.json(GROUPS + "/cls/6f6ded3f-948c-4616-9c7c-956a95d8c1a3/test-123")
                        .at("/shardCounts/free")
                        .asInt())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "/sls/my-project/my-logstore/none, 404, GroupNotFound",
        "/sls/my-project/my-logstore/none/members, 404, GroupNotFound",
        "/sls/my-project/my-logstore/none/history, 404, GroupNotFound",
        "/sls/my-project, 404, NotFound",
        "/sls/my-project/my-logstore/none/secrets, 404, NotFound",
        "/sls/a%20b/c/d, 400, InvalidArgument",
        "?limit=0, 400, InvalidArgument",
        "?from=here, 400, InvalidArgument",
        "/sls/my-project/my-logstore/consumer_group_test/shards?state=lost, 400, InvalidArgument",
    })
    void errorsHaveOneShape(String path, int status, String error) {
        HttpResponse<String> response = api.get(GROUPS + path);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        JsonNode body = AdminApi.parse(response.body());
        assertThat(body.at("/error").asText()).isEqualTo(error);
        assertThat(body.at("/message").asText()).isNotEmpty().doesNotContain("Exception");
        assertThat(body.size()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "/admin/v1/groups?Limit=1, there is no parameter 'Limit' here; expected only from; limit; prefix; sort; state",
        "/admin/v1/groups?state2=x, there is no parameter 'state2' here; expected only from; limit; prefix; sort; state",
        "/admin/v1/groups?limit=1&limit=2, parameter 'limit' is there twice; expected once",
        STORE
                + "consumer_group_test/history?form=1, there is no parameter 'form' here; expected only from; kind; limit; member; shard; since; until"
    })
    void aParameterThatACallDoesNotTakeIsRefusedByItsName(String path, String message) {
        HttpResponse<String> answer = api.get(path);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"error\":\"InvalidArgument\"", message.replace(';', ','));
    }

    @Test
    void groupsAreSortedByWhatIsAsked() {
        JsonNode first = api.json("/admin/v1/groups?sort=-epoch&limit=1");
        assertThat(first.path("groups")).hasSize(1);
        assertThat(first.path("next").asText()).isEqualTo("1");
        JsonNode rest = api.json("/admin/v1/groups?sort=-epoch&from=1");
        assertThat(rest.path("groups").findValuesAsText("epoch").stream().map(Long::valueOf))
                .isNotEmpty()
                .isSortedAccordingTo(java.util.Comparator.reverseOrder())
                .allMatch(epoch -> epoch <= first.at("/groups/0/epoch").asLong());
        assertThat(api.get("/admin/v1/groups?sort=size").body()).contains("sort must be one of path, name, state");
    }

    @Test
    void theDashboardIsServedWithAStrictPolicy() {
        for (String path : List.of("/ui", "/ui/", "/ui/app.js", "/ui/style.css")) {
            HttpResponse<String> response = api.get(path);
            assertThat(response.statusCode()).as(path).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        }
        assertThat(api.get("/ui").body()).doesNotContain("<style", "style=", "onclick", "http://", "https://");
    }

    @Test
    void aBrowserAtTheRootIsSentToTheDashboard() {
        HttpResponse<String> response = api.get("/");

        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(response.headers().firstValue("Location")).contains("/ui");
    }

    @Test
    void theApiIsDescribed() {
        assertThat(api.get("/q/openapi").body()).contains("/admin/v1/groups/{group}/members", "MemberView");
    }
}
