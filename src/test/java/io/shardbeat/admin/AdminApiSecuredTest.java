package io.shardbeat.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A node that asks for keys: the page itself holds nothing, the API tells nobody anything. */
@Tag("long")
@Tag("node")
@QuarkusTest
@TestProfile(AdminApi.ClosedNode.class)
class AdminApiSecuredTest {
    private static final String GROUPS = "/admin/v1/groups";

    @TestHTTPResource
    URI node;

    @Test
    void withoutAKeyNothingIsTold() {
        for (String path : List.of(
                GROUPS,
                GROUPS + "/sls/p/l/g",
                GROUPS + "/sls/p/l/g/shards",
                "/ui/.." + GROUPS,
                "/admin/v1/events",
                GROUPS + "/sls/p/l/g/events")) {
            HttpResponse<String> response = new AdminApi(node).get(path);

            assertThat(response.statusCode()).as(path).isEqualTo(401);
            assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"shardbeat-admin\"");
            assertThat(AdminApi.parse(response.body()).at("/error").asText()).isEqualTo("Unauthorized");
        }
    }

    @Test
    void aReadersKeyOpens() {
        assertThat(statusWith("Bearer ops:look")).isEqualTo(200);
        assertThat(statusWith("Basic b3BzOmxvb2s=")).isEqualTo(200);
    }

    @Test
    void aStreamEndsWithItsKey() throws IOException {
        try (EventStream stream = new EventStream(node, "/admin/v1/events", "Authorization", "Bearer gone:soon")) {
            assertThat(stream.next().name()).isEqualTo("patch");
            Files.writeString(
                    AdminApi.ClosedNode.keys(),
                    Files.readString(AdminApi.ClosedNode.keys()).replace(AdminApi.ClosedNode.GONE_SOON, ""));
            assertThat(stream.nextCalled("error").data().at("/status").asInt()).isEqualTo(401);
            assertThat(stream.hasEnded()).isTrue();
        }
    }

    @Test
    void otherKeysDoNot() {
        assertThat(statusWith("Bearer ops:guess")).isEqualTo(401);
        assertThat(statusWith("Bearer app:beat")).isEqualTo(403);
    }

    @Test
    void onlyWhoHasAdminChangesAnything() {
        AdminApi api = new AdminApi(node);
        String end = "/admin/v1/topics/sls/nowhere/l/shards/0/end";
        String finished = GROUPS + "/sls/nowhere/l/g/shards/l/0/finished";
        Map<String, Integer> statuses = Map.of(
                "Bearer ops:look", 403, "Bearer app:beat", 403, "Bearer root:guess", 401, "Bearer root:rule", 404);
        statuses.forEach((key, status) -> {
            String[] header = {"Authorization", key};
            assertThat(api.put(end, "{\"cursor\":\"MQ==\"}", header).statusCode())
                    .as(key)
                    .isEqualTo(status);
            assertThat(api.put(finished, "", header).statusCode()).as(key).isEqualTo(status);
            assertThat(api.delete(finished, header).statusCode()).as(key).isEqualTo(status);
        });
        assertThat(api.delete(finished).statusCode()).isEqualTo(401);
        assertThat(statusWith("Bearer root:rule")).as("and may look").isEqualTo(200);
    }

    @Test
    void whoTriesWhatItsKeyMayNotDoIsNamedInTheAuditLog() {
        List<String> lines = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(String.valueOf(
                        line instanceof ExtLogRecord whole ? whole.getFormattedMessage() : line.getMessage()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger audit = Logger.getLogger("shardbeat.audit");
        audit.addHandler(handler);
        try {
            String rebalance = GROUPS + "/sls/nowhere/l/g/rebalance";
            for (String key : List.of("Bearer ops:look", "Bearer ops:guess")) {
                new AdminApi(node).change("POST", rebalance, "{}", "Authorization", key);
            }
            AdminApi stranger = new AdminApi(node);
            for (int i = 0; i < 200; i++) {
                assertThat(stranger.change("POST", rebalance, "{}").statusCode())
                        .isEqualTo(401);
            }
        } finally {
            audit.removeHandler(handler);
        }
        assertThat(lines.get(0)).contains("who=\"ops\"", "outcome=403");
        assertThat(lines.get(1)).contains("who=\"anonymous\"", "outcome=401");
        assertThat(lines).as("strangers fill no disk").hasSizeBetween(11, 40);
    }

    @Test
    void aReaderMayAskWhatWouldBeAndNotHaveItSo() {
        AdminApi api = new AdminApi(node);
        String group = GROUPS + "/sls/nowhere/l/g";
        String[] reader = {"Authorization", "Bearer ops:look"};
        String[] stranger = {"Authorization", "Bearer app:beat"};

        assertThat(api.change("POST", group + "/plan", "{}", reader).statusCode())
                .isEqualTo(404);
        assertThat(api.change("POST", group + "/apply", "{}", reader).statusCode())
                .isEqualTo(403);
        for (String call : List.of("/snapshot", "/verify?shard=l/0&member=m&epoch=1", "/history", "/members/m")) {
            assertThat(api.get(group + call, reader).statusCode()).as(call).isEqualTo(404);
            assertThat(api.get(group + call, stranger).statusCode()).as(call).isEqualTo(403);
        }
        assertThat(api.change("POST", group + "/plan", "{}", stranger).statusCode())
                .isEqualTo(403);
    }

    @Test
    void thePageIsForEverybody() {
        assertThat(new AdminApi(node).get("/ui").statusCode()).isEqualTo(200);
    }

    private int statusWith(String authorization) {
        return new AdminApi(node).get(GROUPS, "Authorization", authorization).statusCode();
    }
}
