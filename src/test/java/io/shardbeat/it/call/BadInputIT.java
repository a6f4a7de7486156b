package io.shardbeat.it.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shardbeat.it.call.BadInput.Row;
import io.shardbeat.it.client.Requests;
import io.shardbeat.testkit.Fixtures;
import io.shardbeat.testkit.process.Cluster;
import io.shardbeat.testkit.process.RedisConsole;
import io.shardbeat.testkit.wire.RawHttp;
import io.shardbeat.testkit.wire.RawHttp.Response;
import io.shardbeat.testkit.wire.SampleRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a request has wrong, it gets its own protocol's error, and nothing changes. */
class BadInputIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static RedisConsole console;
    private static Map<String, String> before;
    private static int logBefore;

    @BeforeAll
    static void rememberState() {
        console = new RedisConsole(Cluster.redis());
        assertThat(send(goodSlsBeat()).status()).isEqualTo(200);
        logBefore = Cluster.first().log().length();
        before = state();
        assertThat(before).hasSizeGreaterThan(8);
    }

    @AfterAll
    static void nothingChangedAndNothingIsInTheLog() {
        assertThat(state()).isEqualTo(before);
        console.close();
        assertThat(Cluster.first().log().substring(logBefore)).doesNotContain(" ERROR ", "Exception", "\tat ");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.shardbeat.it.call.BadInput#sls")
    void slsAnswersItsOwnError(Row row) throws Exception {
        Response answer = send(row.request());
        JsonNode body = JSON.readTree(answer.body());
        assertThat(body.path("errorCode").asText()).as(answer.toString()).isEqualTo(row.expected());
        assertThat(answer.status()).isEqualTo(row.status());
        assertThat(body.path("errorMessage").asText()).isNotBlank().hasSizeLessThan(500);
        assertThat(answer.header("content-type")).startsWith("application/json");
        assertThat(answer.header("x-log-requestid")).hasSize(24);
        assertNoStackTrace(answer);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.shardbeat.it.call.BadInput#cls")
    void clsAnswersItsOwnError(Row row) throws Exception {
        Response answer = send(row.request());
        assertThat(answer.status()).isEqualTo(row.status());
        JsonNode response = JSON.readTree(answer.body()).path("Response");
        assertThat(response.path("Error").path("Code").asText())
                .as(answer.toString())
                .isEqualTo(row.expected());
        assertThat(response.path("Error").path("Message").asText()).isNotBlank().hasSizeLessThan(500);
        assertThat(response.path("RequestId").asText()).hasSize(36);
        assertThat(answer.header("content-type")).startsWith("application/json");
        assertNoStackTrace(answer);
    }

    @Test
    void aBodyWithoutItsLengthIsRefusedInEachProtocol() {
        assertThat(withoutLength(goodSlsBeat()))
                .satisfies(answer -> assertThat(answer.status()).isEqualTo(411))
                .satisfies(answer -> assertThat(answer.body()).contains("\"errorCode\":\"MissingContentLength\""));
        assertThat(withoutLength(Requests.clsSigned(Requests.cls("SendConsumerHeartbeat", ""), Instant.now())))
                .satisfies(answer -> assertThat(answer.status()).isEqualTo(200))
                .satisfies(answer -> assertThat(answer.body()).contains("\"Code\":\"InvalidRequest\""));
    }

    @Test
    void badLengthsDoNotHurtTheNode() {
        for (String length : List.of("-1", "x", "99999999999999999999", "5, 6")) {
            Response answer = send(goodSlsBeat().header("Content-Length", length));
            assertThat(answer.status()).as("Content-Length: " + length).isBetween(400, 499);
            assertNoStackTrace(answer);
        }
    }

    @Test
    void aBodyThatGrowsBeyondTheBoundInChunksIsCutOff() {
        SampleRequest chunked = goodSlsBeat().header("Transfer-Encoding", "chunked");
        String chunk = "100000\r\n" + " ".repeat(0x100000) + "\r\n";
        Response answer = RawHttp.exchange(
                Cluster.first().port(),
                RawHttp.head(chunked).append("\r\n").toString(),
                chunk.repeat(10).getBytes(StandardCharsets.ISO_8859_1));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("\"errorCode\":\"PostBodyTooLarge\"");
    }

    /** The router refuses these by itself, before any dialect is asked. */
    @ParameterizedTest
    @CsvSource({"OPTIONS, *, 404, InvalidMethod", "CONNECT, bad-input.x:443, 404, InvalidMethod"})
    void whatCannotBeRoutedIsAnsweredInSls(String method, String target, int status, String code) {
        SampleRequest request = Requests.sls(method, Fixtures.BAD_INPUT_PROJECT, target, "");
        Response answer = send(Requests.slsSigned(request, Instant.now()));
        assertThat(answer.body()).contains("\"errorCode\":\"" + code + "\"");
        assertThat(answer.status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/admin/v1/%zz", "/ui/%zz", "/q/%zz"})
    void anOperatorsPathThatCannotBeDecodedIsRefused(String path) {
        assertThat(send(SampleRequest.of("GET", path).header("Host", "x")).status())
                .isEqualTo(400);
    }

    @Test
    void withoutAHostEachProtocolStillAnswers() {
        assertThat(send(goodSlsBeat().without("Host")).body()).contains("\"errorCode\":\"MissingHost\"");
        Response cls = send(Requests.cls("SendConsumerHeartbeat", "{}").without("Host"));
        assertThat(cls.status()).isEqualTo(200);
        assertThat(cls.body()).contains("\"Response\":{\"Error\":{");
    }

    /** SLS trap 6, and the Node client parses what is called JSON, were it nothing. */
    @Test
    void aCallThatGivesNothingIsAnsweredWithALengthOfNothing() {
        String target = "/logstores/eight/consumergroups/" + Fixtures.BAD_INPUT_GROUP;
        SampleRequest same = Requests.sls("PUT", Fixtures.BAD_INPUT_PROJECT, target, "{\"timeout\":600}");
        Response answer = send(Requests.slsSigned(same, Instant.now()));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers())
                .containsEntry("content-length", "0")
                .containsKey("x-log-requestid")
                .doesNotContainKey("content-type");
    }

    /** SLS trap 22: Java cannot read what is compressed, and lz4 is no coding of HTTP. */
    @Test
    void answersAreNotCompressed() {
        for (String coding : List.of("gzip, deflate", "lz4", "br")) {
            SampleRequest list = Requests.sls("GET", Fixtures.BAD_INPUT_PROJECT, "/logstores/eight/consumergroups", "");
            Response answer = send(Requests.slsSigned(list, Instant.now()).header("Accept-Encoding", coding));
            assertThat(answer.headers()).doesNotContainKey("content-encoding");
            assertThat(answer.body()).startsWith("[");
        }
    }

    /** What comes first is the answer to the headers, before any of the body is sent. */
    @Test
    void whoAsksBeforeSendingABodyIsToldToGoOnOrThatItIsTooLong() {
        SampleRequest asking = goodSlsBeat().header("Expect", "100-continue");
        String small = RawHttp.head(asking.header("Content-Length", "2"))
                .append("\r\n")
                .toString();
        assertThat(RawHttp.exchange(Cluster.first().port(), small, new byte[0]).status())
                .isEqualTo(100);
        String big = RawHttp.head(asking.header("Content-Length", "99999999"))
                .append("\r\n")
                .toString();
        assertThat(RawHttp.exchange(Cluster.first().port(), big, new byte[0]).body())
                .contains("\"errorCode\":\"PostBodyTooLarge\"");
    }

    private static void assertNoStackTrace(Response answer) {
        assertThat(answer.body()).doesNotContain("Exception", "at io.", "at java.", "com.fasterxml", "<html");
    }

    private static Response withoutLength(SampleRequest request) {
        return RawHttp.exchange(
                Cluster.first().port(), RawHttp.head(request).append("\r\n").toString(), new byte[0]);
    }

    private static SampleRequest goodSlsBeat() {
        return Requests.slsSigned(
                Requests.sls(
                        "POST",
                        Fixtures.BAD_INPUT_PROJECT,
                        "/logstores/" + Fixtures.LOGSTORE + "/consumergroups/" + Fixtures.BAD_INPUT_GROUP
                                + "?type=heartbeat&consumer=steady",
                        "[]"),
                Instant.now());
    }

    private static Response send(SampleRequest request) {
        return RawHttp.send(Cluster.first().port(), request);
    }

    /** Everything that is stored about what these requests name; indexes and clocks of the sweep move by themselves. */
    private static Map<String, String> state() {
        Map<String, String> state = new TreeMap<>();
        for (String key : console.list("KEYS", "*")) {
            if (key.contains(Fixtures.BAD_INPUT_PROJECT)
                    || key.contains(Fixtures.BAD_INPUT_LOGSET)
                    || key.equals("sb:namespaces")) {
                state.put(key, console.text("DUMP", key));
            }
        }
        return state;
    }
}
