package io.shardbeat.cls;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.shardbeat.security.RequestQuotas;
import io.shardbeat.security.RequestQuotas.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests per second of one caller, logset and group; a second's worth at a time, and no second passes. */
class QuotaTest {
    private final List<String> refused = new ArrayList<>();

    @Test
    void aGroupThatBeatsTooOftenIsRefusedAndCostsNoOther() {
        ClsServer server = server(new Limits(0, 0, 0, 2, 0, Duration.ofSeconds(1)));

        assertThat(beat(server, "loud").has("Error")).isFalse();
        assertThat(beat(server, "loud").has("Error")).isFalse();
        JsonNode error = beat(server, "loud").path("Error");
        assertThat(error.path("Code").asText()).isEqualTo("RequestLimitExceeded");
        assertThat(error.path("Message").asText()).contains("more than 2 requests a second of this group");
        assertThat(beat(server, "quiet").has("Error")).isFalse();
        assertThat(refused).containsExactly("cls GROUP");
    }

    @Test
    void whatNamesNoLogsetCountsForItsSender() {
        ClsServer server = server(new Limits(0, 1, 0, 0, 0, Duration.ofSeconds(1)));

        assertThat(server.ask(ClsServer.post("DescribeTopics", "{}")).has("Error"))
                .isFalse();
        assertThat(server.ask(ClsServer.post("DescribeTopics", "{}"))
                        .path("Error")
                        .path("Code")
                        .asText())
                .isEqualTo("RequestLimitExceeded");
        assertThat(refused).containsExactly("cls SOURCE");
    }

    @Test
    void aLogsetHasAQuota() {
        ClsServer server = server(new Limits(0, 0, 1, 0, 0, Duration.ofSeconds(1)));

        assertThat(beat(server, "one").has("Error")).isFalse();
        assertThat(beat(server, "two").path("Error").path("Code").asText()).isEqualTo("RequestLimitExceeded");
    }

    private ClsServer server(Limits limits) {
        ClsServer server = ClsServer.limited(
                new RequestQuotas(limits, () -> 0, (dialect, scope) -> refused.add(dialect + " " + scope)));
        server.store.grants(1, "[]");
        return server;
    }

    private static JsonNode beat(ClsServer server, String group) {
        return server.ask(ClsServer.post(
                "SendConsumerHeartbeat",
                "{\"ConsumerGroup\":\"" + group
                        + "\",\"Consumer\":\"c\",\"LogsetId\":\"L\",\"TopicPartitionsInfo\":[]}"));
    }
}
