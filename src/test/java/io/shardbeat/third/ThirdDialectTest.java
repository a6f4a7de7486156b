package io.shardbeat.third;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Topic;
import io.shardbeat.coordinator.catalog.CatalogStore;
import io.shardbeat.coordinator.groups.GroupOutcome;
import io.shardbeat.coordinator.groups.Groups;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A third dialect is one new package: this one's is served by the server as it is, over a real Redis. */
@Tag("long")
@Tag("node")
@QuarkusTest
class ThirdDialectTest {
    private static final Namespace NAMESPACE = new Namespace(ThirdDialect.NAME, "n");

    @TestHTTPResource
    URI node;

    @Inject
    CatalogStore catalog;

    @Inject
    Groups groups;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void declare() {
        catalog.declare(NAMESPACE, "n", List.of(new Topic("a", "a", 1), new Topic("b", "b", 1)))
                .toCompletableFuture()
                .join();
    }

    @Test
    void itsMembersShareShardsAndHandThemOver() throws Exception {
        create("shared");
        assertThat(beat("shared", "one", "").body()).isEqualTo("a/0 b/0");

        beat("shared", "two", "");
        await().untilAsserted(() ->
                assertThat(beat("shared", "one", "a/0 b/0").body()).hasSize("a/0".length()));
        String kept = beat("shared", "one", "a/0 b/0").body();
        beat("shared", "one", kept);

        String other = kept.equals("a/0") ? "b/0" : "a/0";
        await().untilAsserted(() -> assertThat(beat("shared", "two", "").body()).isEqualTo(other));
    }

    @Test
    void itsErrorsHaveItsShape() throws Exception {
        create("known");

        assertThat(beat("unknown", "one", "").body()).isEqualTo("third: there is no such group");
        assertThat(beat("known", "stranger", "a/0").body()).isEqualTo("third: let go of all shards first");
        assertThat(beat("known", "one", "a/0 ".repeat(300)).body()).isEqualTo("third: BODY_TOO_LARGE");
    }

    @Test
    void operatorsSeeItsGroups() throws Exception {
        create("seen");
        beat("seen", "one", "");

        assertThat(get("/admin/v1/groups/third/n/seen/members")).contains("\"total\":1", "\"one\"");
        assertThat(get("/admin/v1/groups/third/n/unseen")).contains("there is no group third/n/unseen");
    }

    private String get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(node.resolve(path)).build(), BodyHandlers.ofString(UTF_8))
                .body();
    }

    private void create(String group) {
        GroupOutcome outcome = groups.create(
                        new GroupId(NAMESPACE, "", group), new GroupSettings(60, false, List.of("a", "b")))
                .toCompletableFuture()
                .join();
        assertThat(outcome).isInstanceOf(GroupOutcome.Done.class);
    }

    private HttpResponse<String> beat(String group, String member, String held) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(node.resolve("/third/n/" + group + "/" + member))
                .POST(BodyPublishers.ofString(held, UTF_8))
                .build();
        return http.send(request, BodyHandlers.ofString(UTF_8));
    }
}
