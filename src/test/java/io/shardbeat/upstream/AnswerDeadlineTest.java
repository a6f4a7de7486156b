package io.shardbeat.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.http.Upstream;
import io.shardbeat.testkit.wire.RawHttp;
import io.shardbeat.testkit.wire.RawHttp.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A log service that is never idle and never answers, either. */
@Tag("long")
class AnswerDeadlineTest {
    @ParameterizedTest
    @CsvSource({
        "'HTTP/1.1 200 OK\r\nA: ', a",
        "'', 'HTTP/1.1 100 Continue\r\n\r\n'",
        "'', 'HTTP/1.1 103 Early Hints\r\n\r\n'",
    })
    @Timeout(30)
    void anAnswerThatNeverBeginsIsARefusalInTime(String first, String again) throws IOException {
        try (ServerSocket upstream = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                PassingServer server = new PassingServer(request -> {}, "upstream.answer-timeout", "500ms")) {
            Thread acceptor = new Thread(() -> trickle(upstream, first, again));
            acceptor.setDaemon(true);
            acceptor.start();
            server.passTo(new Upstream("127.0.0.1", upstream.getLocalPort(), false));
            for (String request : new String[] {
                "GET /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                "POST /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 3\r\n\r\nput",
            }) {
                Response response = RawHttp.exchange(server.port(), request, new byte[0]);
                assertThat(response.status()).isEqualTo(PassingServer.REFUSED);
                assertThat(response.body()).isEqualTo("UPSTREAM_FAILED");
            }
            assertThat(server.count("failed")).isEqualTo(2);
        }
    }

    private static void trickle(ServerSocket upstream, String first, String again) {
        while (!upstream.isClosed()) {
            try (Socket peer = upstream.accept()) {
                OutputStream out = peer.getOutputStream();
                out.write(first.getBytes(StandardCharsets.US_ASCII));
                while (true) {
                    out.write(again.getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                    Thread.sleep(Duration.ofMillis(50).toMillis());
                }
            } catch (IOException e) {
                // the node has given it up
            } catch (InterruptedException e) {
                return;
            }
        }
    }
}
