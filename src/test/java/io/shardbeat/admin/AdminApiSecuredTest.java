package io.shardbeat.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A node that asks for keys: the page itself holds nothing, the API tells nobody anything. */
@QuarkusTest
@TestProfile(AdminApi.ClosedNode.class)
class AdminApiSecuredTest {
    private static final String GROUPS = "/admin/v1/groups";

    @TestHTTPResource
    URI node;

    @Test
    void withoutAKeyNothingIsTold() {
        for (String path : List.of(GROUPS, GROUPS + "/sls/p/l/g", GROUPS + "/sls/p/l/g/shards", "/ui/.." + GROUPS)) {
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
    void thePageIsForEverybody() {
        assertThat(new AdminApi(node).get("/ui").statusCode()).isEqualTo(200);
    }

    private int statusWith(String authorization) {
        return new AdminApi(node).get(GROUPS, "Authorization", authorization).statusCode();
    }
}
