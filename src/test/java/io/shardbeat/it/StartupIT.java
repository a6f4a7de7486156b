package io.shardbeat.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.shardbeat.testkit.Node;
import io.shardbeat.testkit.RawHttp;
import io.shardbeat.testkit.RawHttp.Response;
import io.shardbeat.testkit.RedisProcess;
import io.shardbeat.testkit.SampleRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a node does with the settings it is started with. */
class StartupIT {
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
