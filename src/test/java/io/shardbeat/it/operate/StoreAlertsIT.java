package io.shardbeat.it.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.shardbeat.testkit.Fixtures;
import io.shardbeat.testkit.process.Node;
import io.shardbeat.testkit.process.Prometheus;
import io.shardbeat.testkit.process.RedisProcess;
import io.shardbeat.testkit.process.RedisUser;
import io.shardbeat.testkit.proxy.TcpProxy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** As {@link AlertsIT}, for a Redis that is slow or alone, and for groups whose consumers die in ways that are not ordinary. */
class StoreAlertsIT {
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final RedisProcess REDIS = new RedisProcess().start();
    private static final TcpProxy PROXY = new TcpProxy(REDIS);

    private static final Node NODE = Node.on(RedisUser.at(PROXY.port()))
            .set("shardbeat.redis.timeout", "10s") // slow is not gone
            .set("shardbeat.redis.replicas", "1") // and there is none
            .set("shardbeat.brake.members", "3")
            .set("shardbeat.brake.grace", "10m")
            .set("shardbeat.poison.deaths", "2");

    private static final SlsGroup SILENT = group("silent");
    private static final SlsGroup POISONED = group("poisoned");
    private static final SlsGroup STEADY = group("steady");
    private static final SlsGroup LOST = group("lost");

    private static Prometheus prometheus;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Prometheus.isInstalled(), "no prometheus here (Debian: prometheus)");
        NODE.write("catalog.yaml", """
                sls:
                  projects:
                    - name: it-project
                      logstores:
                        - name: one
                          shards: 1
                          groups: [{name: silent, timeout: 5}, {name: poisoned, timeout: 3}, {name: steady, timeout: 600}, {name: lost, timeout: 3}]
                """);
        NODE.start().awaitReady();
        prometheus = new Prometheus(List.of(NODE));
    }

    @AfterAll
    static void stop() {
        if (prometheus != null) {
            prometheus.close();
        }
        NODE.close();
        PROXY.close();
        REDIS.close();
    }

    @Test
    void aMissingReplicaAGroupThatFallsSilentAndAShardThatKillsItsHolders() {
        for (String consumer : List.of("a", "b", "c")) {
            assertThat(SILENT.beat(consumer, "[]").status()).isEqualTo(200);
        }
        awaitThatItHasTheShard("first");
        awaitThatItHasTheShard("second"); // the first is dead
        prometheus.awaitFiring("ShardbeatReplicasMissing", "ShardbeatBrakeHolds", "ShardbeatShardParked");
    }

    private static void awaitThatItHasTheShard(String consumer) {
        await(consumer)
                .atMost(SOON)
                .until(() -> POISONED.beat(consumer, "[]").body().equals("[0]"));
    }

    /** A look at what is due asks twice, and gives up after five seconds: it never ends. */
    @Test
    void aRedisWhoseAnswersTakeThreeSeconds() {
        STEADY.beat("one", "[]");
        LOST.beat("one", "[]");
        PROXY.toClient().delay(Duration.ofSeconds(3));
        prometheus.awaitFiring(
                () -> STEADY.beat("one", "[]"),
                "ShardbeatRedisSlow",
                "ShardbeatHeartbeatsSlow",
                "ShardbeatLate",
                "ShardbeatTicksPause");
        PROXY.heal();
        NODE.awaitReady();
        prometheus.awaitOver("ShardbeatTicksPause");
    }

    private static SlsGroup group(String name) {
        return new SlsGroup(NODE, Fixtures.PROJECT, "one", name);
    }
}
