package io.shardbeat.it.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shardbeat.it.client.Requests;
import io.shardbeat.testkit.Fixtures;
import io.shardbeat.testkit.process.Cluster;
import io.shardbeat.testkit.wire.RawHttp;
import io.shardbeat.testkit.wire.RawHttp.Response;
import io.shardbeat.testkit.wire.SampleRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be read as HTTP is answered in the protocol of as much of it as could be read, and ends the connection. */
class UnreadableIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GROUP =
            "/logstores/" + Fixtures.LOGSTORE + "/consumergroups/" + Fixtures.BAD_INPUT_GROUP;

    /** What comes after the headers of a request that has nothing else wrong. */
    static Stream<Arguments> endings() {
        return Stream.of(
                Arguments.of("a header without a colon", "colon\r\n\r\n", 400),
                Arguments.of("a control character in a name", "a\0b: c\r\n\r\n", 400),
                Arguments.of("a control character in a value", "a: b\0c\r\n\r\n", 400),
                Arguments.of("a length that is no number", "Content-Length: two\r\n\r\n", 400),
                Arguments.of("a length below nothing", "Content-Length: -2\r\n\r\n", 400),
                Arguments.of("two lengths", "Content-Length: 2\r\nContent-Length: 3\r\n\r\n[]", 400),
                Arguments.of("an unknown coding", "Transfer-Encoding: xchunked\r\n\r\n[]", 400),
                Arguments.of("a second host", "Host: b\r\nContent-Length: 2\r\n\r\n[]", 400),
                Arguments.of("a header too long", "a: " + "b".repeat(70_000) + "\r\n\r\n", 431),
                Arguments.of("headers too many", "a: b\r\n".repeat(9_000) + "\r\n", 431),
                Arguments.of("a chunk without a size", "Transfer-Encoding: chunked\r\n\r\n[]\r\n0\r\n\r\n", 400),
                Arguments.of("a chunk too short", "Transfer-Encoding: chunked\r\n\r\n1\r\n[]\r\n0\r\n\r\n", 400));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endings")
    void slsAnswersWithTheStatusOfHttp(String what, String ending, int status) throws IOException {
        assertSls(exchange(RawHttp.head(slsBeat()) + ending), status);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endings")
    void clsAnswersInItsEnvelope(String what, String ending, int status) throws IOException {
        Response answer = exchange(RawHttp.head(clsBeat()) + ending);
        assertThat(answer.status()).isEqualTo(200);
        JsonNode response = JSON.readTree(answer.body()).path("Response");
        assertThat(response.path("Error").path("Code").asText())
                .isEqualTo(status == 400 ? "InvalidRequest" : "RequestSizeLimitExceeded");
        assertThat(response.path("Error").path("Message").asText()).startsWith("the request cannot be read as HTTP: ");
        assertThat(response.path("RequestId").asText()).hasSize(36);
        assertThat(answer.header("connection")).isEqualTo("close");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0016\u0003\u0001\r\n\r\n", "HELLO\r\n\r\n", "GET /\r\n\r\n", "P@ST / HTTP/1.1\r\n\r\n"})
    void aRequestLineThatIsNoneIsAnsweredInSls(String line) throws IOException {
        assertSls(exchange(line), 400);
    }

    /** Nothing of such a line is kept, so its protocol cannot be told. */
    @Test
    void aRequestLineThatIsTooLongIsAnsweredInSls() throws IOException {
        assertSls(exchange("GET /?Action=" + "a".repeat(70_000) + " HTTP/1.1\r\nX-TC-Action: a\r\n\r\n"), 414);
    }

    /** Quarkus and Vert.x would refuse them with an empty body. */
    @ParameterizedTest
    @ValueSource(strings = {"/logstores/a%zz/shards", "/logstores/a%/shards", "/logstores/a%f/shards"})
    void aPathWithABrokenEscapeNamesWhatDoesNotExist(String path) {
        Response sls = send(Requests.sls("GET", Fixtures.BAD_INPUT_PROJECT, path, ""));
        assertThat(sls.status()).isEqualTo(404);
        assertThat(sls.body()).contains("\"errorCode\":\"LogStoreNotExist\"");
    }

    @Test
    void aBrokenEscapeInAQueryReachesEachProtocol() {
        Response sls = send(Requests.sls("GET", Fixtures.BAD_INPUT_PROJECT, GROUP + "?shard=%zz", ""));
        assertThat(sls.status()).isEqualTo(400);
        assertThat(sls.body()).contains("\"errorCode\":\"ParameterInvalid\"");
        Response cls = RawHttp.send(
                Cluster.first().port(),
                SampleRequest.of("GET", "/?Action=%zz&Version=2020-10-16").header("Host", "cls.example.com"));
        assertThat(cls.status()).isEqualTo(200);
        assertThat(cls.body()).contains("\"Code\":\"InvalidParameter\"");
    }

    @Test
    void whatComesBehindAGoodRequestIsAnsweredAfterIt() throws IOException {
        String good = RawHttp.head(slsBeat()) + "Content-Length: 2\r\n\r\n[]";
        try (Socket socket = new Socket("127.0.0.1", Cluster.first().port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write((good + "HELLO\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            InputStream in = socket.getInputStream();
            String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(all)
                    .containsSubsequence("200 OK", "[0,", "400 Bad Request", "\"errorCode\":\"ParameterInvalid\"");
        }
    }

    private static void assertSls(Response answer, int status) throws IOException {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        JsonNode body = JSON.readTree(answer.body());
        assertThat(body.path("errorCode").asText()).isEqualTo("ParameterInvalid");
        assertThat(body.path("errorMessage").asText()).startsWith("the request cannot be read as HTTP: ");
        assertThat(answer.header("x-log-requestid")).hasSize(24);
        assertThat(answer.header("connection")).isEqualTo("close");
    }

    private static SampleRequest slsBeat() {
        String target = GROUP + "?type=heartbeat&consumer=steady";
        SampleRequest beat = Requests.sls("POST", Fixtures.BAD_INPUT_PROJECT, target, "[]");
        return Requests.slsSigned(beat, Instant.now());
    }

    private static SampleRequest clsBeat() {
        return Requests.clsSigned(Requests.cls("SendConsumerHeartbeat", "{}"), Instant.now());
    }

    private static Response send(SampleRequest request) {
        return RawHttp.send(Cluster.first().port(), Requests.slsSigned(request, Instant.now()));
    }

    private static Response exchange(String bytes) {
        return RawHttp.exchange(Cluster.first().port(), bytes, new byte[0]);
    }
}
