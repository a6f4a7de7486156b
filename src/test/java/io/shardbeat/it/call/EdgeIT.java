package io.shardbeat.it.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.it.client.Http2Frames;
import io.shardbeat.it.client.Requests;
import io.shardbeat.testkit.Fixtures;
import io.shardbeat.testkit.process.Cluster;
import io.shardbeat.testkit.wire.RawHttp;
import io.shardbeat.testkit.wire.SampleRequest;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the HTTP edge sees to for both protocols, on the packaged node. */
class EdgeIT {
    private static final String BEAT =
            "/logstores/" + Fixtures.LOGSTORE + "/consumergroups/" + Fixtures.EDGE_GROUP + "?type=heartbeat&consumer=";
    private static final Http2Frames.Head HTTP_2_BEAT = new Http2Frames.Head(
            Fixtures.BAD_INPUT_PROJECT + ".example.com",
            BEAT + "x",
            List.of(Map.entry("content-type", "application/json")));

    private static final byte[] BODY = "[]".getBytes(StandardCharsets.US_ASCII);

    /** As the C++ SDK of SLS sends every call with a body. */
    @Test
    void aLengthBesideChunksIsLeftAloneAndTheConnectionEnds() throws IOException {
        String request = RawHttp.head(slsBeat("both"))
                + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n0\r\n\r\n";
        String smuggled = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";
        String all = exchange(request + smuggled);
        assertThat(all)
                .startsWith("HTTP/1.1 200 OK")
                .containsIgnoringCase("connection: close")
                .contains("[");
        assertThat(all)
                .as("the second one is not answered")
                .doesNotContain("smuggled")
                .containsOnlyOnce("HTTP/1.1");
    }

    /** Every call about groups as the C++ SDK sends it: its bytes, since no package has the SDK itself. */
    @Test
    void theCallsOfTheCppSdkAreReadByTheirChunks() throws IOException {
        String groups = "/logstores/" + Fixtures.LOGSTORE + "/consumergroups";
        String group = groups + "/cpp-sdk";
        String beat = group + "?type=heartbeat&consumer=c";
        assertThat(cpp("POST", groups, "{\"consumerGroup\":\"cpp-sdk\",\"timeout\":60,\"order\":false}"))
                .contains("200 OK");
        assertThat(cpp("PUT", group, "{\"timeout\":61,\"order\":true}")).contains("200 OK");
        assertThat(cpp("GET", groups, "")).contains("\"name\":\"cpp-sdk\",\"timeout\":61");
        assertThat(cpp("POST", beat, "[]")).contains("200 OK", "[0,1,2,3,4,5,6,7]");
        assertThat(cpp("POST", beat, "[0,1,2,3,4,5,6,7]")).contains("200 OK", "[0,1,2,3,4,5,6,7]");
        assertThat(cpp(
                        "POST",
                        group + "?type=checkpoint&consumer=c&forceSuccess=false",
                        "{\"shard\":3,\"checkpoint\":\"MTQ=\"}"))
                .contains("200 OK");
        assertThat(cpp("GET", group + "?shard=3", "")).contains("\"shard\":3,\"checkpoint\":\"MTQ=\"");
        assertThat(cpp("DELETE", group, "")).contains("200 OK");
    }

    /** With a body, both a length and chunks; the connection ends with the answer. */
    private static String cpp(String method, String target, String body) throws IOException {
        String head = RawHttp.head(Requests.slsSigned(
                        Requests.sls(method, Fixtures.BAD_INPUT_PROJECT, target, body), Instant.now()))
                .toString();
        if (body.isEmpty()) {
            return exchange(head + "Connection: close\r\n\r\n");
        }
        String answer = exchange(head + "Content-Length: " + body.length() + "\r\nTransfer-Encoding: chunked\r\n\r\n"
                + Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n");
        assertThat(answer).containsIgnoringCase("connection: close");
        return answer;
    }

    /** Such a peer knows no chunks: only the end of the connection tells it where a long answer ends. */
    @Test
    void anOldPeerThatKeepsItsConnectionSeesTheEndOfALongAnswer() throws IOException {
        assertThat(cpp("POST", "/logstores", "{\"logstoreName\":\"edge-big\",\"shardCount\":100,\"ttl\":1}"))
                .contains("200 OK");
        cpp("POST", "/logstores/edge-big/consumergroups", "{\"consumerGroup\":\"big\",\"timeout\":60}");
        try {
            assertThat(exchange("GET /admin/v1/groups/sls/" + Fixtures.BAD_INPUT_PROJECT
                            + "/edge-big/big/shards?limit=100 HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n"
                            + "Authorization: Bearer " + Fixtures.ADMIN_KEY + ":" + Fixtures.SECRET + "\r\n\r\n"))
                    .startsWith("HTTP/1.0 200 OK")
                    .containsIgnoringCase("connection: close")
                    .hasSizeGreaterThan(8_192)
                    .endsWith("}");
        } finally {
            cpp("DELETE", "/logstores/edge-big", "");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/health/live", "/q/health/ready", "/q/metrics", "/nothing"})
    void probesAndMetricsHaveADateToo(String path) throws IOException {
        int port = Cluster.first().managementPort();
        assertThat(exchange(port, "GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .containsPattern("(?i)\\r\\ndate: [A-Z][a-z]{2}, \\d\\d ");
        assertThat(exchange(port, "GET " + path + " HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"))
                .contains("{\"error\":\"Refused\",\"message\":\"Host is there more than once\"}");
        assertThat(exchange(port, "GET " + path + " HTTP/1.1\r\nConnection: close\r\n\r\n"))
                .contains("{\"error\":\"Refused\",\"message\":\"Host is missing or is none\"}");
    }

    /** Whatever the host is, also where the router looks at it first. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: a.b\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: xchunked",
                "Host: a:b\r\nTransfer-Encoding: gzip, chunked",
                "Host: a, b\r\nContent-Length: 12",
                "Host: a:b\r\nContent-Length: 12",
                "Host: a@b\r\nContent-Length: 12"
            })
    void whatCanBeReadInTwoWaysEndsTheConnection(String headers) throws IOException {
        String cls = "POST / HTTP/1.1\r\nX-TC-Action: DescribeTopics\r\nX-TC-Version: 2020-10-16\r\n";
        assertThat(exchange(cls + headers + "\r\n\r\n2\r\n{}\r\n0\r\n\r\n"))
                .containsOnlyOnce("HTTP/1.1 ")
                .contains("\"Code\":\"InvalidRequest\"")
                .containsIgnoringCase("connection: close");
    }

    /** Two requests by the length are one by the chunks. */
    @Test
    void aRequestInTheBodyOfAnotherIsNone() throws IOException {
        String inner = "GET /inner HTTP/1.1\r\nHost: a\r\n\r\n";
        String request = RawHttp.head(Requests.cls("SendConsumerHeartbeat", ""))
                + "Content-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(inner.length())
                + "\r\n" + inner + "\r\n0\r\n\r\n";
        assertThat(exchange(request)).containsOnlyOnce("HTTP/1.1 ").doesNotContain("/inner");
    }

    @Test
    void chunksAloneKeepTheConnection() throws IOException {
        String chunked = RawHttp.head(slsBeat("chunks")) + "Transfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n0\r\n\r\n";
        String last = RawHttp.head(slsBeat("chunks")) + "Content-Length: 2\r\nConnection: close\r\n\r\n[]";
        assertThat(exchange(chunked + last)).containsSubsequence("200 OK", "[", "200 OK", "[");
    }

    @Test
    void anOldPeerIsNotAskedToGoOn() throws IOException {
        String head = RawHttp.head(slsBeat("old")).toString().replace("HTTP/1.1", "HTTP/1.0");
        assertThat(exchange(head + "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n[]"))
                .startsWith("HTTP/1.0 200 OK")
                .doesNotContain("100 Continue");
    }

    @Test
    void anOldPeerHasNoChunks() throws IOException {
        String head = RawHttp.head(slsBeat("old")).toString().replace("HTTP/1.1", "HTTP/1.0");
        assertThat(exchange(head + "Transfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.0 400")
                .contains("HTTP/1.0 has no Transfer-Encoding");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/logstores", "/?Action=a", "/admin/nothing", "/admin/groups", "/ui/", "/", "/q/openapi", "/a b"
            })
    void everyAnswerHasADate(String path) throws IOException {
        assertThat(exchange("GET " + path + " HTTP/1.1\r\nHost: a.example.com\r\nConnection: close\r\n\r\n"))
                .containsPattern(
                        "(?i)\\r\\ndate: [A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT\\r\\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/admin/groups", "/ui", "/q/openapi"})
    void operatorsAreRefusedInTheirOwnShape(String path) throws IOException {
        assertThat(exchange("GET " + path + " HTTP/1.1\r\nConnection: close\r\n\r\n"))
                .contains("{\"error\":\"Refused\",\"message\":\"Host is missing or is none\"}");
        assertThat(exchange("GET " + path + " HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: x\r\n\r\n"))
                .contains("{\"error\":\"Refused\",\"message\":\"the only Transfer-Encoding served is chunked\"}");
        assertThat(exchange("GET " + path + " HTTP/1.1\r\nHost: a\r\na\0b: c\r\n\r\n"))
                .contains("{\"error\":\"Refused\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"b\nc", "b\r\nHost: c", "b\0c", "\u007f"})
    void aControlCharacterInAHeaderOfHttp2EndsThatRequest(String value) throws IOException {
        Http2Frames.Head cls = new Http2Frames.Head("cls.example.com", "/", List.of()).with("x-tc-action", value);
        assertThat(answers(HTTP_2_BEAT.with("a", value)))
                .satisfiesExactly(
                        first -> assertThat(first).contains("\"errorCode\":\"ParameterInvalid\"", "control character"),
                        second -> assertThat(second).contains("MissAccessKeyId"));
        assertThat(answers(cls))
                .satisfiesExactly(
                        first -> assertThat(first).contains("\"Code\":\"InvalidRequest\"", "control character"),
                        second -> assertThat(second).contains("MissAccessKeyId"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a b", "/a\r\nHost: b", "/a\nb", "/\0"})
    void aControlCharacterInAPathOfHttp2EndsThatRequest(String path) throws IOException {
        assertThat(answers(HTTP_2_BEAT.path(path)))
                .satisfiesExactly(
                        first -> assertThat(first).contains("the path has a blank or a control character in it"),
                        second -> assertThat(second).contains("MissAccessKeyId"));
    }

    /** A body in answer to it would be a fault of the protocol, and the client would see no answer at all. */
    @Test
    void theAnswerToAHeadHasALengthAndNoBody() throws IOException {
        assertThat(answers("HEAD", HTTP_2_BEAT, new byte[0]))
                .satisfiesExactly(
                        first -> assertThat(first).isEmpty(),
                        second -> assertThat(second).contains("MissAccessKeyId"));
        assertThat(exchange("HEAD /logstores HTTP/1.1\r\nHost: a.b\r\nConnection: close\r\n\r\n"))
                .containsPattern("(?i)content-length: [1-9]\\d+\r\n")
                .endsWith("\r\n\r\n");
    }

    @Test
    void aLongBodyWithoutASignatureIsRefusedByItsHead() throws IOException {
        String head = RawHttp.head(Requests.cls("SendConsumerHeartbeat", "")).toString();
        assertThat(exchange(head + "Content-Length: 70000\r\nExpect: 100-continue\r\n\r\n"))
                .contains("RequestSizeLimitExceeded")
                .contains("unless a header Authorization names an access key");
        String unknown = head + "X-TC-Timestamp: " + Instant.now().getEpochSecond()
                + "\r\nAuthorization: TC3-HMAC-SHA256 Credential=nobody/2026-01-01/cls/tc3_request, "
                + "SignedHeaders=content-type;host, Signature=00\r\n";
        assertThat(exchange(unknown + "Content-Length: 70000\r\n\r\n")).contains("AuthFailure.SecretIdNotFound");
    }

    @Test
    void manyBadSignaturesEndAConnection() throws IOException {
        String bad =
                RawHttp.head(slsBeat("bad").header("Authorization", "LOG nobody:AAAA")) + "Content-Length: 2\r\n\r\n[]";
        assertThat(exchange(bad.repeat(12)).split("HTTP/1.1 401", -1)).hasSize(11);
    }

    private static SampleRequest slsBeat(String consumer) {
        return Requests.slsSigned(
                Requests.sls("POST", Fixtures.BAD_INPUT_PROJECT, BEAT + consumer, "[]"), Instant.now());
    }

    /** All that comes until the server ends the connection. */
    private static String exchange(String bytes) throws IOException {
        return exchange(Cluster.first().port(), bytes);
    }

    private static String exchange(int port, String bytes) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** To this request and to a good one behind it, unsigned, on one connection. */
    private static List<String> answers(Http2Frames.Head head) throws IOException {
        return answers("POST", head, BODY);
    }

    private static List<String> answers(String method, Http2Frames.Head head, byte[] body) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", Cluster.first().port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(Http2Frames.preface());
            socket.getOutputStream().write(Http2Frames.request(1, method, head, body));
            socket.getOutputStream().write(Http2Frames.request(3, HTTP_2_BEAT, BODY));
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            return List.of(Http2Frames.answer(in, 1), Http2Frames.answer(in, 3));
        }
    }
}
