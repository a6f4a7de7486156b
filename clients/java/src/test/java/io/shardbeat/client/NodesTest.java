package io.shardbeat.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.shardbeat.client.FakeNode.Said;
import io.shardbeat.client.wire.Answer;
import io.shardbeat.client.wire.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NodesTest {
    private static final Request REQUEST = address -> Request.wire("GET", "/", new TreeMap<>(), new byte[0]);

    private final FakeNode good = new FakeNode();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void close() {
        good.close();
        timer.shutdownNow();
    }

    @Test
    void aNodeThatRefusesConnectionsIsPassedOver() throws IOException {
        assertThat(answered("http://127.0.0.1:" + closedPort(), good.address())).isTrue();
    }

    @Test
    void aNodeThatSaysNothingIsPassedOverInTime() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(answered("http://127.0.0.1:" + silent.getLocalPort(), good.address()))
                    .isTrue();
        }
    }

    @Test
    void aNodeThatAnswersWithAnErrorOfItsOwnIsPassedOver() throws IOException {
        try (FakeNode bad = new FakeNode()) {
            bad.others = call -> Said.error(500, "InternalServerError");
            assertThat(answered(bad.address(), good.address())).isTrue();
        }
    }

    @Test
    void whenNoneAnswersItIsSaidWhatWasWrong() throws IOException {
        String closed = "http://127.0.0.1:" + closedPort();
        assertThatIOException().isThrownBy(() -> answered(closed)).withMessageContaining(closed);
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatIOException()
                    .isThrownBy(() -> answered("http://127.0.0.1:" + silent.getLocalPort()))
                    .withMessageContaining("no answer within PT0.3S");
        }
    }

    @Test
    void theNodeThatAnsweredLastIsAskedFirst() throws IOException {
        Nodes nodes = nodes("http://127.0.0.1:" + closedPort(), good.address());
        for (int i = 0; i < 3; i++) {
            assertThat(nodes.exchange(REQUEST, Answer::isGood).isGood()).isTrue();
        }
        assertThat(good.seen).hasSize(3);
    }

    @Test
    void aKeptConnectionThatWasClosedMeanwhileIsReplaced() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 2, InetAddress.getLoopbackAddress())) {
            Thread answers = new Thread(() -> answerOncePerConnection(server), "answers");
            answers.setDaemon(true);
            answers.start();
            Nodes nodes = nodes("http://127.0.0.1:" + server.getLocalPort());
            for (int i = 0; i < 3; i++) {
                assertThat(nodes.exchange(REQUEST, Answer::isGood).body()).isEqualTo("[]");
            }
        }
    }

    private static void answerOncePerConnection(ServerSocket server) {
        byte[] answer = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n[]".getBytes(StandardCharsets.UTF_8);
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                socket.getInputStream().read(new byte[1024]);
                socket.getOutputStream().write(answer);
            } catch (IOException e) {
                return;
            }
        }
    }

    private boolean answered(String... addresses) throws IOException {
        return nodes(addresses).exchange(REQUEST, Answer::isGood).isGood();
    }

    private Nodes nodes(String... addresses) {
        Settings settings = Fleet.join(new Group("p", "l", "g"))
                .at(addresses)
                .attemptTimeout(Duration.ofMillis(300))
                .settings();
        return new Nodes(settings, timer, System::nanoTime);
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
