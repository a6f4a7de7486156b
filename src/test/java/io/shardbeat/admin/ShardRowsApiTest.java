package io.shardbeat.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
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

/** A row of the listing of shards tells what the page of the one shard tells: over a whole node with a real Redis. */
@Tag("long")
@Tag("node")
@QuarkusTest
@TestProfile(AdminApi.OpenNode.class)
class ShardRowsApiTest {
    private static final String STORE = "/admin/v1/groups/sls/my-project/my-logstore/";
    private static final String LOGSET = "6f6ded3f-948c-4616-9c7c-956a95d8c1a3";
    private static final String CLS = "/admin/v1/groups/cls/" + LOGSET + "/test-123";
    private static final String[] LOCAL = {"Host", "localhost"};

    @TestHTTPResource
    URI node;

    private AdminApi api;

    @BeforeEach
    void startClient() {
        api = new AdminApi(node);
        await().until(() -> api.get(CLS).statusCode() == 200);
    }

    @Test
    void rowsOfSlsAreComplete() {
        api.createGroup("rows");
        api.beat("rows", "one", "[]");
        api.beat("rows", "one", "[0,1]");
        change(STORE + "rows/shards/my-logstore/0/pin", "{\"reason\":\"test\",\"member\":\"one\"}");
        change(STORE + "rows/shards/my-logstore/0/checkpoint", "{\"reason\":\"test\",\"value\":\"MTIz\"}");

        JsonNode pinned = rowsAreAsTheirPages(STORE + "rows", "my-logstore").get(0);

        assertThat(pinned.at("/state").asText()).isEqualTo("held");
        assertThat(pinned.at("/holder").asText()).isEqualTo("one");
        assertThat(pinned.at("/kind").asText()).isEqualTo("granted");
        assertThat(pinned.at("/cause").asText()).isEqualTo("free");
        assertThat(pinned.at("/since").asText()).endsWith("Z");
        assertThat(pinned.at("/sinceEpoch").asLong()).isPositive();
        assertThat(pinned.at("/pinnedTo").asText()).isEqualTo("one");
        assertThat(pinned.at("/checkpoint/value").asText()).isEqualTo("MTIz");
    }

    @Test
    void rowsOfClsAreComplete() throws Exception {
        heartbeat();
        await().until(() -> api.json(CLS + "/shards?state=held").at("/total").asInt() == 2);
        change(CLS + "/shards/" + LOGSET + "/1/checkpoint", "{\"reason\":\"test\",\"value\":17}");
        change(CLS + "/shards/" + LOGSET + "/0/park", "{\"reason\":\"test\",\"for\":\"1h\"}");
        await().until(() ->
                api.json(CLS + "/shards/" + LOGSET + "/0").at("/kind").asText().equals("hand-over-begun"));

        JsonNode rows = rowsAreAsTheirPages(CLS, LOGSET);

        assertThat(rows.at("/0/state").asText()).isEqualTo("handing-over");
        assertThat(rows.at("/0/cause").asText()).isEqualTo("parked");
        assertThat(rows.at("/0/checkpoint").isNull()).isTrue();
        assertThat(rows.at("/1/checkpoint/value").asText()).isEqualTo("17");
        assertThat(rows.at("/1/cause").asText()).isEqualTo("free");
        assertThat(api.json(CLS + "?include=shards").at("/shards/shards")).isEqualTo(rows);
    }

    private JsonNode rowsAreAsTheirPages(String group, String topic) {
        JsonNode rows = api.json(group + "/shards").at("/shards");
        assertThat(rows).hasSize(2);
        for (JsonNode row : rows) {
            JsonNode page = api.json(group + "/shards/" + topic + "/" + row.at("/number"));
            row.properties()
                    .forEach(field -> assertThat(page.get(field.getKey()))
                            .as(field.getKey())
                            .isEqualTo(field.getValue()));
            assertThat(row.properties())
                    .extracting(java.util.Map.Entry::getKey)
                    .containsAll(List.of(
                            "state",
                            "holder",
                            "next",
                            "since",
                            "sinceEpoch",
                            "cause",
                            "until",
                            "pinnedTo",
                            "checkpoint"));
        }
        return rows;
    }

    private void change(String path, String body) {
        HttpResponse<String> answer = api.change("PUT", path, body, LOCAL);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private void heartbeat() throws Exception {
        String body = "{\"LogsetId\":\"" + LOGSET + "\",\"ConsumerGroup\":\"test-123\",\"Consumer\":\"one\","
                + "\"TopicPartitionsInfo\":[]}";
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(node.resolve("/"))
                                .headers(
                                        "Content-Type", "application/json",
                                        "X-TC-Action", "SendConsumerHeartbeat",
                                        "X-TC-Version", "2020-10-16",
                                        "X-TC-Timestamp", Long.toString(System.currentTimeMillis() / 1000),
                                        "X-TC-Region", "ap-guangzhou")
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.body()).doesNotContain("\"Error\"");
    }
}
