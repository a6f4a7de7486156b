package io.shardbeat.it.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.shardbeat.testkit.process.Node;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A node with a wrong setting says so in one line, and does not start; a key that nobody reads is warned about. */
class WrongSettingsIT {
    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(delimiter = '|', textBlock = """
            shardbeat.rebalance.interval      | 0s    | expected a duration such as 500ms, 20s or 5m, from 10ms to 10s
            shardbeat.group.session-timeout   | -1s   | expected a duration such as 500ms, 20s or 5m, from 1s to 30d
            shardbeat.auth.mode               | maybe | expected required, optional or off
            quarkus.redis.timeout             | 0     | expected a duration such as 500ms, 20s or 5m, from 50ms to 5m
            quarkus.log.level                 | LOUD  | expected a level: off, fatal, error, warn, info, debug, trace or all
            quarkus.http.read-timeout         | soon  | expected a duration such as 500ms, 20s or 5m, from 100ms to 30d
            quarkus.http.http2                | maybe | which is refused: expected true or false
            quarkus.redis.hosts               | h:6379 | expected addresses such as redis://user:password@host:6379, with a comma between two
            """)
    void aWrongSettingIsTheOnlyLine(String key, String value, String expected) {
        try (Node node = Node.withDefaults().set(key, value).start()) {
            assertThat(node.awaitExit()).isNotZero();
            assertThat(node.log().lines())
                    .containsExactly("shardbeat cannot start: " + key + " is \"" + value + "\", " + expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"quarkus.http.port", "quarkus.management.port"})
    void aPortInUseIsOneLineThatNamesIt(String key) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Node node = Node.withDefaults()
                        .set(key, Integer.toString(taken.getLocalPort()))
                        .start()) {
            assertThat(node.awaitExit()).isNotZero();
            List<String> lines = node.log().lines().toList();
            assertThat(lines).noneMatch(line -> line.contains("BindException") || line.startsWith("\tat "));
            assertThat(lines)
                    .filteredOn(line -> line.startsWith("shardbeat cannot start: "))
                    .singleElement()
                    .asString()
                    .contains("port " + taken.getLocalPort() + " of 127.0.0.1 cannot be had");
        }
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(delimiter = '|', textBlock = """
            quarkus.redis.hosts                 | redis://h/abc  | quarkus.redis.hosts is refused (
            quarkus.tls.key-store.pem.0.cert    | /none/a.pem    | HTTPS cannot be served (
            quarkus.log.console.format          | %Q             | the log cannot be set up (
            quarkus.http.ssl-port               | 0              | quarkus.http.ssl-port is set, and there is no certificate
            """)
    void whatALibraryRefusesIsOneLine(String key, String value, String said) {
        Node wrong = Node.withDefaults().set(key, value);
        if (key.startsWith("quarkus.tls")) {
            wrong.set("quarkus.tls.key-store.pem.0.key", "/none/a.key");
        }
        try (Node node = wrong.start()) {
            assertThat(node.awaitExit()).isNotZero();
            assertThat(node.log().lines()).noneMatch(line -> line.startsWith("\tat "));
            assertThat(node.log().lines())
                    .filteredOn(line -> line.startsWith("shardbeat cannot start: "))
                    .singleElement()
                    .asString()
                    .startsWith("shardbeat cannot start: " + said);
        }
    }

    @Test
    void keysThatNobodyReadsAreWarnedAbout() {
        try (Node node = Node.withDefaults()
                .set("shardbeat.auth.key-file", "none")
                .set("quarkus.profile", "prodd")
                .export("SHARDBEAT_GROUP_SESSION_TIME_OUT", "5s")
                .start()
                .awaitReady()) {
            assertThat(node.log())
                    .containsOnlyOnce(
                            "the setting shardbeat.auth.key-file is not known, did you mean shardbeat.auth.keys-file?")
                    .containsOnlyOnce(
                            "quarkus.profile is \"prodd\", and nothing is set for that profile, did you mean prod?")
                    .containsOnlyOnce("the environment variable SHARDBEAT_GROUP_SESSION_TIME_OUT is not known,"
                            + " did you mean SHARDBEAT_GROUP_SESSION_TIMEOUT?");
        }
    }

    @Test
    void aCatalogFileThatIsNotThereIsInTheHealthAnswer() {
        try (Node node = Node.withDefaults()
                .set("shardbeat.catalog.file", "/none/catalog.yaml")
                .start()) {
            node.awaitLive();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> node.health("ready")
                            .contains("catalog file /none/catalog.yaml cannot be read: there is no such file"));
            assertThat(node.probe("ready")).isEqualTo(503);
        }
    }
}
