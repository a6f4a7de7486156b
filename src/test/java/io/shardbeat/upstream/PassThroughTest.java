package io.shardbeat.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.shardbeat.http.Upstream;
import io.shardbeat.testkit.wire.RawHttp;
import io.shardbeat.testkit.wire.RawHttp.Response;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PassThroughTest {
    private static final byte[] NOTHING = new byte[0];

    @Test
    void theRequestArrivesAsItWasSent() throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        try (PassingServer server = new PassingServer(request -> request.body().onSuccess(body -> {
            request.headers().forEach(header -> seen.add(header.getKey() + ": " + header.getValue()));
            seen.add(request.method() + " " + request.uri() + " " + body);
            request.response().end();
        }))) {
            Response response = RawHttp.exchange(
                    server.port(), """
                    POST http://Proj_A.sls.test/logstores/l%2Ds/shards/lb?b=%20+&a&c= HTTP/1.1
                    Host: Proj_A.sls.test:443
                    Authorization: LOG ak:c2ln
                    x-log-bodyrawsize: 4
                    X-Log-Twice: 1
                    X-Log-Twice: 2
                    Content-Length: 4
                    Connection: close, x-mine
                    x-mine: 1
                    Keep-Alive: timeout=5
                    Proxy-Connection: keep-alive
                    TE: trailers

                    """.replace("\n", "\r\n"), "\0\1\2\3".getBytes(StandardCharsets.ISO_8859_1));
            assertThat(response.status()).isEqualTo(200);
            assertThat(seen)
                    .contains(
                            "POST /logstores/l%2Ds/shards/lb?b=%20+&a&c= \0\1\2\3",
                            "Host: Proj_A.sls.test:443",
                            "Authorization: LOG ak:c2ln",
                            "x-log-bodyrawsize: 4",
                            "X-Log-Twice: 1",
                            "X-Log-Twice: 2",
                            "content-length: 4",
                            "Via: 1.1 shardbeat")
                    .filteredOn(line -> !line.startsWith("POST"))
                    .as("nothing about the connection, and nothing that is signed over, is added or passed on")
                    .hasSize(7);
            assertThat(server.count("answered")).isEqualTo(1);
        }
    }

    @Test
    void anOldPeerIsNotAskedToGoOn() throws Exception {
        try (PassingServer server = new PassingServer(
                request -> request.body().onSuccess(body -> request.response().end(body)))) {
            String expects = "POST /x HTTP/%s\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n";
            byte[] body = "ok".getBytes(StandardCharsets.US_ASCII);
            assertThat(RawHttp.exchange(server.port(), expects.formatted("1.0"), body)
                            .status())
                    .isEqualTo(200);
            assertThat(RawHttp.exchange(server.port(), expects.formatted("1.1"), body)
                            .status())
                    .isEqualTo(100);
        }
    }

    @Test
    void theAnswerComesBackAsItWasGiven() {
        try (PassingServer server = new PassingServer(request -> request.response()
                .setStatusCode(404)
                .putHeader("x-log-requestid", "ABC")
                .putHeader("Content-Type", "application/x-protobuf")
                .putHeader("Connection", "x-theirs")
                .putHeader("x-theirs", "1")
                .putHeader("Keep-Alive", "timeout=5")
                .end("gone"))) {
            Response response = get(server, "/x");
            assertThat(response.status()).isEqualTo(404);
            assertThat(response.body()).isEqualTo("gone");
            assertThat(response.headers())
                    .containsAllEntriesOf(Map.of(
                            "x-log-requestid", "ABC",
                            "content-type", "application/x-protobuf",
                            "content-length", "4"))
                    .doesNotContainKeys("x-theirs", "keep-alive", "transfer-encoding");
        }
    }

    /** With another library's two digits, and with ours where there is none. */
    @Test
    void anAnswersDateIsItsOwn() {
        try (PassingServer server = new PassingServer(request -> request.response()
                .putHeader("Date", "Fri, 01 Jan 2027 00:00:00 GMT")
                .end("then"))) {
            assertThat(get(server, "/x").header("date")).isEqualTo("Fri, 01 Jan 2027 00:00:00 GMT");
        }
        try (PassingServer server =
                new PassingServer(request -> request.response().end("now"))) {
            assertThat(get(server, "/x").header("date"))
                    .matches("[A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} [0-9:]{8} GMT");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunked", "Chunked", "CHUNKED", "\r\n chunked"})
    void chunksByAnyNameArePassedOnAsChunks(String coding) {
        try (PassingServer server = new PassingServer(request -> request.body()
                .onSuccess(body ->
                        request.response().end(body + " " + request.headers().getAll("Transfer-Encoding"))))) {
            String head = "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: " + coding;
            Response response = RawHttp.exchange(server.port(), head + "\r\n\r\n2\r\nok\r\n0\r\n\r\n", NOTHING);
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("ok [chunked]");
        }
    }

    @Test
    void bothBodiesAreStreamed() throws Exception {
        try (PassingServer server = new PassingServer(request -> {
                    request.response().setChunked(true);
                    request.handler(chunk -> request.response().write("got " + chunk));
                    request.endHandler(end -> request.response().end("."));
                });
                Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(5_000);
            send(socket, "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n");
            assertThat(read(socket.getInputStream(), "got one")).contains("HTTP/1.1 200 ");
            send(socket, "3\r\ntwo\r\n");
            read(socket.getInputStream(), "got two");
            send(socket, "0\r\n\r\n");
            read(socket.getInputStream(), "\r\n.\r\n0\r\n\r\n");
        }
    }

    @Test
    void aClientThatAsksFirstIsToldToGoOn() throws Exception {
        try (PassingServer server = new PassingServer(request -> request.body()
                        .onSuccess(body -> request.response()
                                .end(body.appendString(request.getHeader("Expect") == null ? "!" : "?"))));
                Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(5_000);
            send(socket, "POST /x HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
            read(socket.getInputStream(), "HTTP/1.1 100 Continue\r\n\r\n");
            send(socket, "ok");
            assertThat(read(socket.getInputStream(), "ok!")).contains("HTTP/1.1 200 ");
        }
    }

    @Test
    void anUpstreamThatIsNotThereIsARefusal() {
        try (PassingServer server =
                new PassingServer(request -> request.response().end())) {
            server.stopUpstream();
            assertRefused(get(server, "/x"), "UPSTREAM_FAILED");
            assertThat(server.count("failed")).isEqualTo(1);
        }
    }

    @Test
    void anUpstreamThatSaysNothingIsARefusalInTime() {
        try (PassingServer server = new PassingServer(request -> {}, "upstream.idle-timeout", "200ms")) {
            assertRefused(get(server, "/x"), "UPSTREAM_FAILED");
        }
    }

    @Test
    void nothingIsSentTwice() {
        AtomicInteger count = new AtomicInteger();
        try (PassingServer server = new PassingServer(request -> {
            count.incrementAndGet();
            request.connection().close();
        })) {
            assertRefused(post(server, "put"), "UPSTREAM_FAILED");
            assertRefused(get(server, "/x"), "UPSTREAM_FAILED");
            assertThat(count).hasValue(2);
        }
    }

    @Test
    void anAnswerThatBreaksOffIsNotMadeWhole() {
        try (PassingServer server = new PassingServer(request -> {
            request.response().putHeader("Content-Length", "100").write("half");
            request.response()
                    .write(Buffer.buffer(" an answer"))
                    .onSuccess(done -> request.connection().close());
        })) {
            assertThat(get(server, "/x").body()).hasSizeLessThan(100).isNotEqualTo("UPSTREAM_FAILED");
        }
    }

    @Test
    void aClientThatLeavesTakesItsRequestAlong() throws Exception {
        BlockingQueue<HttpServerRequest> arrived = new LinkedBlockingQueue<>();
        AtomicInteger closed = new AtomicInteger();
        try (PassingServer server = new PassingServer(request -> {
            request.connection().closeHandler(end -> closed.incrementAndGet());
            arrived.add(request);
        })) {
            try (Socket socket = new Socket("127.0.0.1", server.port())) {
                send(socket, "GET /x HTTP/1.1\r\nHost: a\r\n\r\n");
                assertThat(arrived.poll(5, TimeUnit.SECONDS)).isNotNull();
            }
            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(closed).hasValue(1));
        }
    }

    @Test
    void connectionsAreBoundedAndSoAreThoseWhoWait() throws Exception {
        BlockingQueue<HttpServerRequest> arrived = new LinkedBlockingQueue<>();
        try (PassingServer server = new PassingServer(arrived::add, "upstream.max-connections", "1");
                Socket served = new Socket("127.0.0.1", server.port());
                Socket waiting = new Socket("127.0.0.1", server.port())) {
            send(served, "GET /served HTTP/1.1\r\nHost: a\r\n\r\n");
            HttpServerRequest first = arrived.poll(5, TimeUnit.SECONDS);
            send(waiting, "GET /waiting HTTP/1.1\r\nHost: a\r\n\r\n");
            await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertRefused(get(server, "/x"), "OVERLOADED"));
            first.response().end();
            HttpServerRequest second = arrived.poll(5, TimeUnit.SECONDS);
            assertThat(second.uri()).isIn("/waiting", "/x");
        }
    }

    @Test
    void aRequestThatComesBackHereIsRefused() {
        try (PassingServer server =
                new PassingServer(request -> request.response().end())) {
            server.passTo(new Upstream("127.0.0.1", server.port(), false));
            assertRefused(get(server, "/x"), "UPSTREAM_FAILED");
        }
    }

    @Test
    void aTlsConfigurationThatDoesNotExistIsNamedAtStart() {
        assertThatThrownBy(() -> new PassingServer(request -> {}, "upstream.tls-configuration-name", "mine"))
                .hasMessage("shardbeat.upstream.tls-configuration-name is mine, but there is no quarkus.tls.mine");
    }

    private static Response get(PassingServer server, String target) {
        return RawHttp.exchange(
                server.port(), "GET " + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", NOTHING);
    }

    private static Response post(PassingServer server, String body) {
        String head = "POST /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: " + body.length();
        return RawHttp.exchange(server.port(), head + "\r\n\r\n", body.getBytes(StandardCharsets.US_ASCII));
    }

    private static void assertRefused(Response response, String reason) {
        assertThat(response.status()).isEqualTo(PassingServer.REFUSED);
        assertThat(response.body()).isEqualTo(reason);
        assertThat(response.header("x-refused")).isEqualTo("yes");
        assertThat(response.header("content-type")).isEqualTo("text/plain");
    }

    private static void send(Socket socket, String text) throws Exception {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    /** Everything up to this text. */
    private static String read(InputStream in, String end) throws Exception {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            int c = in.read();
            assertThat(c).as("after " + text).isNotNegative();
            text.append((char) c);
        }
        return text.toString();
    }
}
