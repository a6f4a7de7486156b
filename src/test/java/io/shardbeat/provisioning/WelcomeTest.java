package io.shardbeat.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.vertx.http.HttpServer;
import java.net.URI;
import org.junit.jupiter.api.Test;

class WelcomeTest {
    @Test
    void whatIsSaidCanBePasted() {
        assertThat(Welcome.greeting(new Listening(8081, 9001), "127.0.0.1", "0.0.0.0", 0))
                .get()
                .asString()
                .contains(
                        "dashboard http://localhost:8081/ui ",
                        "health http://localhost:9001/q/health ",
                        "'http://localhost:8081/logstores/");
        assertThat(Welcome.greeting(new Listening(8081, 9001), "10.1.2.3", "127.0.0.1", 0))
                .get()
                .asString()
                .contains("whoever reaches 10.1.2.3 ", "dashboard http://10.1.2.3:8081/ui ");
    }

    /** Quarkus tells of no port that is the one set. */
    @Test
    void aPortThatIsAsSetIsNamedToo() {
        assertThat(Welcome.greeting(new Listening(8081, -1), "127.0.0.1", "127.0.0.1", 9001))
                .get()
                .asString()
                .contains("health http://localhost:9001/q/health ", "metrics http://localhost:9001/q/metrics\n");
    }

    @Test
    void afterALiveReloadNothingIsSaid() {
        assertThat(Welcome.greeting(new Listening(-1, -1), "127.0.0.1", "127.0.0.1", 9000))
                .isEmpty();
    }

    private record Listening(int getPort, int getManagementPort) implements HttpServer {
        @Override
        public int getSecurePort() {
            return -1;
        }

        @Override
        public URI getLocalBaseUri() {
            return URI.create("http://localhost:" + getPort);
        }
    }
}
