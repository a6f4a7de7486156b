package io.shardbeat.it.operate;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.http.RawRequest;
import io.shardbeat.it.client.Requests;
import io.shardbeat.testkit.Fixtures;
import io.shardbeat.testkit.process.Node;
import io.shardbeat.testkit.process.RedisProcess;
import io.shardbeat.testkit.sls.LogService;
import io.shardbeat.testkit.wire.RawHttp;
import io.shardbeat.testkit.wire.RecordingServer;
import io.shardbeat.testkit.wire.SampleRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** With traces switched on, spans leave by OTLP, and what cannot be read is answered as ever. */
class TracesIT {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String BEAT =
            "/logstores/my-logstore/consumergroups/consumer_group_test?type=heartbeat&consumer=";

    @Test
    void aHeartbeatIsASpanThatNamesDialectCallAndOutcomeAndNoSecret() {
        try (RecordingServer collector = new RecordingServer();
                Node node = traced(Node.withDefaults(), collector).start().awaitReady()) {
            SampleRequest beat = Requests.sls("POST", "my-project", BEAT + "hidden-consumer", "[]")
                    .header("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01");
            assertThat(RawHttp.send(node.port(), beat).status()).isEqualTo(200);
            SampleRequest signed = Requests.clsSigned(Requests.cls("SendConsumerHeartbeat", "{}"), Instant.now());
            RawHttp.Response refused = RawHttp.send(node.port(), signed);
            assertThat(refused.body()).contains("AuthFailure", refused.header("x-cls-requestid"));
            assertThat(node.log()).contains(" request=" + refused.header("x-cls-requestid") + ";");
            assertThat(RawHttp.exchange(node.port(), "HELLO\r\n\r\n", new byte[0])
                            .body())
                    .contains("\"errorCode\":\"ParameterInvalid\"");

            assertThat(spans(collector, "unauthenticated"))
                    .contains(new String(HexFormat.of().parseHex(TRACE), StandardCharsets.ISO_8859_1))
                    .contains("sls HeartBeat", "shardbeat.outcome", "ok")
                    .contains("cls SendConsumerHeartbeat", "unauthenticated")
                    .doesNotContain("hidden-consumer", Fixtures.KEY, "Signature", "Credential");
        }
    }

    @Test
    void operatorsCallsWhatIsPassedOnAndRedisHaveSpansWithoutQueriesKeysAndSecrets() {
        try (RecordingServer collector = new RecordingServer();
                LogService logs = new LogService();
                RedisProcess redis = new RedisProcess().start();
                Node node = traced(Node.on(redis.uri()), collector)
                        .set("shardbeat.sls.upstream", "http://127.0.0.1:" + logs.port())
                        .start()
                        .awaitReady()) {
            SampleRequest beat = Requests.sls(
                    "POST",
                    Fixtures.PROJECT,
                    "/logstores/eight/consumergroups/fleet?type=heartbeat&consumer=hidden-consumer",
                    "[]");
            assertThat(RawHttp.send(node.port(), Requests.slsSigned(beat, Instant.now()))
                            .status())
                    .isEqualTo(200);
            SampleRequest read = Requests.sls(
                    "GET", Fixtures.PROJECT, "/logstores/eight/shards/0?type=cursor&from=hidden-place", "");
            assertThat(RawHttp.send(node.port(), Requests.slsSigned(read, Instant.now()))
                            .status())
                    .isEqualTo(200);
            assertThat(admin(node, Fixtures.SECRET).status()).isEqualTo(200);
            assertThat(admin(node, "wrong-secret-0123456789").status()).isEqualTo(401);

            assertThat(spans(collector, "refused"))
                    .contains("sls HeartBeat", "redis renew_lease")
                    .contains("sls upstream", "answered", "server.address")
                    .contains("admin group", "redis look_group")
                    .doesNotContain("hidden-consumer", "hidden-place", "hidden-reason", Fixtures.KEY, "wrong-secret")
                    .doesNotContain(Fixtures.SECRET, "Signature", "Bearer", "redis sweep_bucket", "redis beat_node");
        }
    }

    @Test
    void aLiveStreamIsOneSpanThatEndsWhenItEnds() {
        try (RecordingServer collector = new RecordingServer();
                RedisProcess redis = new RedisProcess().start();
                Node node = traced(Node.on(redis.uri()), collector).start().awaitReady()) {
            RawHttp.Response one = stream(node, "/admin/v1/events?parts=nodes&once=true", Fixtures.SECRET);
            assertThat(one.body()).contains("event: patch");
            RawHttp.Response none = stream(node, "/admin/v1/groups/sls/it-project/eight/fleet/events", "wrong-secret");
            assertThat(none.status()).isEqualTo(401);

            assertThat(spans(collector, "admin groupEvents"))
                    .contains("admin events", one.header("x-shardbeat-requestid"), "refused")
                    .contains(none.header("x-shardbeat-requestid"))
                    .doesNotContain("parts=nodes", Fixtures.SECRET, "wrong-secret");
        }
    }

    /** Whose connection is reset: that is how streams end. */
    @Test
    void theSpanOfALiveStreamEndsWhenItsReaderIsGone() throws IOException {
        try (RecordingServer collector = new RecordingServer();
                RedisProcess redis = new RedisProcess().start();
                Node node = traced(Node.on(redis.uri()), collector).start().awaitReady()) {
            try (Socket reader = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
                reader.setSoTimeout(20_000);
                reader.getOutputStream()
                        .write((RawHttp.head(live("/admin/v1/events?parts=nodes", Fixtures.SECRET)) + "\r\n")
                                .getBytes(StandardCharsets.ISO_8859_1));
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(reader.getInputStream(), StandardCharsets.UTF_8));
                assertThat(lines.lines().anyMatch(line -> line.startsWith("event: ")))
                        .isTrue();
                reader.setSoLinger(true, 0);
            }
            assertThat(spans(collector, "admin events")).contains("shardbeat.outcome", "ok");
        }
    }

    private static RawHttp.Response stream(Node node, String target, String secret) {
        return RawHttp.send(node.port(), live(target, secret));
    }

    private static SampleRequest live(String target, String secret) {
        return SampleRequest.of("GET", target)
                .header("Host", "127.0.0.1")
                .header("Authorization", "Bearer " + Fixtures.ADMIN_KEY + ":" + secret);
    }

    private static RawHttp.Response admin(Node node, String secret) {
        return RawHttp.send(
                node.port(),
                SampleRequest.of("GET", "/admin/v1/groups/sls/it-project/eight/fleet?include=members")
                        .header("Host", "127.0.0.1")
                        .header("Authorization", "Bearer " + Fixtures.ADMIN_KEY + ":" + secret));
    }

    private static Node traced(Node node, RecordingServer collector) {
        return node.set("quarkus.otel.sdk.disabled", "false")
                .set("quarkus.otel.exporter.otlp.endpoint", "http://127.0.0.1:" + collector.port())
                .set("quarkus.otel.bsp.schedule.delay", "2S")
                .set("quarkus.otel.exporter.otlp.compression", "none");
    }

    /** Until the last one has come. */
    private static String spans(RecordingServer collector, String last) {
        StringBuilder spans = new StringBuilder();
        while (spans.indexOf(last) < 0) {
            RawRequest export = collector.take().raw();
            assertThat(export.path()).isEqualTo("/v1/traces");
            spans.append(new String(export.body(), StandardCharsets.ISO_8859_1));
        }
        return spans.toString();
    }
}
