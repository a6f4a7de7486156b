package io.shardbeat.it.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.shardbeat.testkit.process.Node;
import io.shardbeat.testkit.process.RedisClusterProcesses;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A packaged node that is told of one master of a Redis Cluster: it finds the others, and outlives one of them. */
class RedisClusterIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final RedisClusterProcesses REDIS = new RedisClusterProcesses();

    private static Node node;

    @BeforeAll
    static void start() {
        REDIS.start();
        node = Node.on(REDIS.uris().get(0)).set("quarkus.redis.client-type", "cluster");
        node.start().awaitReady();
    }

    @AfterAll
    static void stop() {
        node.close();
        REDIS.close();
    }

    @Test
    void everyCallIsServedAndAgainAfterAReplicaTookOver() {
        assertAllServed();
        REDIS.addReplica(1);
        REDIS.node(1).kill();
        await("all is served again").atMost(PATIENCE).untilAsserted(RedisClusterIT::assertAllServed);
        node.awaitReady();
    }

    private static void assertAllServed() {
        assertThat(ServedCalls.all())
                .allSatisfy((call, request) ->
                        assertThat(ServedCalls.answer(node, request)).as(call).isEqualTo("served"));
    }
}
