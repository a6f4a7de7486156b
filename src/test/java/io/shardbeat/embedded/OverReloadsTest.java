package io.shardbeat.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OverReloadsTest {
    private static final String KEPT = "io.shardbeat.embedded.address";

    private final List<ServerSocket> started = new ArrayList<>();

    @AfterEach
    void stop() throws IOException {
        System.clearProperty(KEPT);
        for (ServerSocket server : started) {
            server.close();
        }
    }

    @Test
    void theApplicationAfterAChangeGoesOnWithTheRedisOfTheOneBefore() {
        URI first = OverReloads.address(this::start);

        assertThat(OverReloads.address(this::start)).isEqualTo(first);
        assertThat(started).hasSize(1);
    }

    @Test
    void oneThatHasEndedMeanwhileIsStartedAnew() throws IOException {
        URI first = OverReloads.address(this::start);
        started.get(0).close();
        URI second = OverReloads.address(this::start);

        assertThat(started).hasSize(2);
        assertThat(second).isNotEqualTo(first);
        assertThat(OverReloads.address(this::start)).isEqualTo(second);
    }

    private URI start() {
        try {
            ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            started.add(server);
            return URI.create("redis://127.0.0.1:" + server.getLocalPort());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
