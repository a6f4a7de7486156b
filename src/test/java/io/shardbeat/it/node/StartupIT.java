package io.shardbeat.it.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.shardbeat.it.client.Requests;
import io.shardbeat.testkit.Fixtures;
import io.shardbeat.testkit.process.Cluster;
import io.shardbeat.testkit.process.Node;
import io.shardbeat.testkit.process.RedisProcess;
import io.shardbeat.testkit.process.RedisUser;
import io.shardbeat.testkit.proxy.TcpProxy;
import io.shardbeat.testkit.wire.RawHttp;
import io.shardbeat.testkit.wire.RawHttp.Response;
import io.shardbeat.testkit.wire.SampleRequest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a node does with the settings it is started with. */
class StartupIT {
    private static final Duration LONGER_THAN_A_COMMAND_MAY = Duration.ofSeconds(3);
    private static final String TOPIC = "6f6ded3f-948c-4616-9c7c-956a95d8c1a3";

    @Test
    void withoutAnySettingBothDocumentsOwnExamplesAnswer() {
        try (Node node = Node.withDefaults().start().awaitReady()) {
            assertThat(beat(node, "[]").body()).isEqualTo("[0,1]");
            assertThat(beat(node, "[0,1]").body()).isEqualTo("[0,1]");
            assertThat(beat(node, "{ \"shards\" : [0]}").body().replace(" ", ""))
                    .isEqualTo("{\"shards\":[0,1]}");
            Response cls = RawHttp.send(node.port(), clsExample());
            assertThat(cls.status()).isEqualTo(200);
            assertThat(cls.body())
                    .startsWith("{\"Response\":{\"ConsumerGroup\":\"test-123\",\"TopicPartitionsInfo\":"
                            + "[{\"TopicID\":\"" + TOPIC + "\",\"Partitions\":[")
                    .contains("\"RequestId\":\"");
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> RawHttp.send(node.port(), clsExample()).body().contains("\"Partitions\":[0,1]"));
            assertThat(node.log()).contains("embedded Redis");
            assertThat(node.errors()).isEmpty();
        }
    }

    /** As in a container, where nobody else reaches the loopback address. */
    @Test
    void onARedisThatIsGivenItsPortsAreOpenToOtherMachines() {
        try (RedisProcess redis = new RedisProcess().start();
                Node node = Node.on(redis.uri()).unset("quarkus.http.host").unset("quarkus.management.host")) {
            node.start().awaitReady();
            assertThat(node.log())
                    .contains("Listening on: http://0.0.0.0:" + node.port())
                    .contains("Management interface listening on http://0.0.0.0:" + node.managementPort());
        }
    }

    @Test
    void portZeroIsAnyFreeOneAndTheWelcomeNamesIt() {
        try (Node node = Node.withDefaults()
                .set("quarkus.http.port", "0")
                .set("quarkus.management.port", "0")
                .start()) {
            await().atMost(Duration.ofSeconds(120)).until(() -> node.log().contains("dashboard http"));
            Matcher said = Pattern.compile("dashboard http://localhost:(\\d+)/ui   health http://localhost:(\\d+)/")
                    .matcher(node.log());
            assertThat(said.find()).as(node.log()).isTrue();
            int port = Integer.parseInt(said.group(1));
            assertThat(port).isPositive();
            assertThat(RawHttp.send(port, clsExample()).status()).isEqualTo(200);
            SampleRequest health = Requests.sls("GET", "any", "/q/health/live", "");
            assertThat(RawHttp.send(Integer.parseInt(said.group(2)), health).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void withoutRedisWhereNoneMayBeEmbeddedTheNodeRefusesToStart() {
        try (Node node =
                Node.withDefaults().set("shardbeat.embedded-redis", "false").start()) {
            assertThat(node.awaitExit()).isNotZero();
            assertThat(node.log()).contains("quarkus.redis.hosts", "shardbeat.embedded-redis=false");
        }
    }

    @Test
    void aRedisThatMayEvictKeepsTheNodeNotReadyAndSaysWhy() {
        try (RedisProcess redis = new RedisProcess("maxmemory-policy", "allkeys-lru", "maxmemory", "64mb").start();
                Node node = Node.on(redis.uri()).start()) {
            node.awaitLive();
            node.awaitNotReady();
            assertThat(node.health("ready")).contains("maxmemory-policy allkeys-lru", "noeviction");
        }
    }

    /** On a busy machine the first connection takes longer than a later one may; that is nobody's outage. */
    @Test
    void aStartIsNoOutage() {
        try (RedisProcess redis = new RedisProcess().start();
                TcpProxy way = new TcpProxy(redis);
                Node node = Node.on(RedisUser.at(way.port()))) {
            way.toClient().hold();
            node.start().awaitLive();
            await().pollDelay(LONGER_THAN_A_COMMAND_MAY).until(() -> true);
            assertThat(node.probe("ready")).isEqualTo(503);
            way.toClient().pass();
            node.awaitReady();
            assertThat(complaints(node)).isEmpty();
        }
    }

    @Test
    void aWrongPasswordIsOneLineThatNamesTheAddressAndNotThePassword() {
        try (RedisProcess redis = new RedisProcess().start();
                Node node = Node.on(URI.create("redis://shardbeat:wr0ng@127.0.0.1:" + redis.port()))) {
            node.start().awaitLive();
            String problem = "Redis at redis://127.0.0.1:" + redis.port() + " refuses the user or password";
            await().atMost(Duration.ofSeconds(30)).until(() -> node.log().contains(problem));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> node.health("ready").contains(problem));
            assertThat(complaints(node)).hasSize(1);
            assertThat(node.log() + node.health("ready")).doesNotContain("wr0ng");
        }
    }

    /** Warnings, errors and lines of stack traces. */
    private static List<String> complaints(Node node) {
        return node.log()
                .lines()
                .filter(line -> line.contains(" WARN ") || line.contains(" ERROR ") || line.startsWith("\tat "))
                .filter(line -> !line.contains("Redis may lose what it holds")) // the tests' Redis writes no file
                .toList();
    }

    /** Nobody could be served: the balancer must not send anybody here, and who looks is told why. */
    @Test
    void withoutAUsableKeyTheNodeIsNotReadyAndSaysWhy() {
        try (Node node = Node.on(Cluster.redis())) {
            node.write("keys.yaml", "keys:\n- id: a\n   secret: hush\n");
            node.start().awaitLive();
            node.awaitNotReady();
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(node.health("ready"))
                            .contains("keys.yaml", "line 3", "neither YAML nor JSON")
                            .doesNotContain("hush"));
            assertThat(node.log()).doesNotContain("SRHCK", "hush");
            node.write("keys.yaml", Fixtures.KEYS);
            node.awaitReady();
        }
    }

    private static Response beat(Node node, String body) {
        return RawHttp.send(
                node.port(),
                Requests.sls(
                        "POST",
                        "my-project",
                        "/logstores/my-logstore/consumergroups/consumer_group_test?type=heartbeat&consumer=consumer_1",
                        body));
    }

    private static SampleRequest clsExample() {
        return Requests.cls(
                "SendConsumerHeartbeat",
                "{\"ConsumerGroup\": \"test-123\", \"Consumer\": \"test-123-1\", \"LogsetId\": \"" + TOPIC
                        + "\", \"TopicPartitionsInfo\": [{\"TopicID\": \"" + TOPIC + "\", \"Partitions\": [1]}]}");
    }
}
