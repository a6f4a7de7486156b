package io.shardbeat.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.http.Upstream;
import io.shardbeat.testkit.wire.RawHttp;
import io.shardbeat.testkit.wire.RawHttp.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a log service should never answer is a refusal for that one request, and the next one is served. */
class BrokenAnswersTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private ServerSocket upstream;
    private PassingServer server;
    private volatile String broken = "";

    @BeforeEach
    void start() throws IOException {
        upstream = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread acceptor = new Thread(this::accept);
        acceptor.setDaemon(true);
        acceptor.start();
        server = new PassingServer(request -> {}).passTo(new Upstream("127.0.0.1", upstream.getLocalPort(), false));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        upstream.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 7\r\n\r\nabcdefg",
                "HTTP/1.1 200 OK\r\nContent-Length: -3\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\nabc",
                "HTTP/1.1 200 O\rK\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nA: b\u0000c\r\nContent-Length: 2\r\n\r\nok",
                "\u0000\u0001\u0002 hello\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\nx speaks",
                "HTTP/1.1 102 Processing\r\n\r\n",
                "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil",
                "HTTP/1.1 199 None\r\nContent-Length: 4\r\n\r\nevil",
            })
    void isARefusal(String answer) {
        broken = answer;
        Response response = get("/broken");
        assertThat(response.status()).isEqualTo(PassingServer.REFUSED);
        assertThat(response.body()).isEqualTo("UPSTREAM_FAILED");
        assertThat(get("/x").body()).isEqualTo("ok");
    }

    @Test
    void aThousandHeadersAreARefusal() {
        isARefusal("HTTP/1.1 200 OK\r\n" + "A: bbbbbbbbb\r\n".repeat(1_000) + "Content-Length: 2\r\n\r\nok");
    }

    /** Nobody's request is answered by it. */
    @Test
    void anAnswerTooManyIsDropped() {
        broken = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil";
        for (int i = 0; i < 20; i++) {
            assertThat(get("/broken").body()).isEqualTo("abc");
            assertThat(get("/x").body()).isEqualTo("ok");
        }
    }

    private Response get(String target) {
        return RawHttp.exchange(
                server.port(), "GET " + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", new byte[0]);
    }

    private void accept() {
        while (!upstream.isClosed()) {
            try {
                Socket peer = upstream.accept();
                Thread answers = new Thread(() -> answer(peer));
                answers.setDaemon(true);
                answers.start();
            } catch (IOException e) {
                return; // the test is over
            }
        }
    }

    private void answer(Socket peer) {
        try (peer) {
            StringBuilder head = new StringBuilder();
            for (int c = peer.getInputStream().read();
                    c >= 0;
                    c = peer.getInputStream().read()) {
                head.append((char) c);
                if (head.indexOf("\r\n\r\n") > 0) {
                    String answer = head.indexOf("/broken") > 0 ? broken : OK;
                    peer.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                    head.setLength(0);
                }
            }
        } catch (IOException e) {
            return; // thrown out
        }
    }
}
