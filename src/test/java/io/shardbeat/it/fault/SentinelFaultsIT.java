package io.shardbeat.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.testkit.process.Node;
import io.shardbeat.testkit.process.RedisProcess;
import io.shardbeat.testkit.process.SentinelProcesses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A Redis behind Sentinels whose replica takes over, because somebody says so or because the master is killed. Passes wait
 * until the replica has what they decided.
 */
class SentinelFaultsIT {
    private static final SentinelProcesses REDIS = new SentinelProcesses();

    @RegisterExtension
    static final FleetsOnTwoNodes FLEETS = new FleetsOnTwoNodes(REDIS::start, SentinelFaultsIT::node, REDIS);

    private static Node node() {
        return Node.on(REDIS.master().uri())
                .set("quarkus.redis.hosts", REDIS.hosts())
                .set("quarkus.redis.client-type", "sentinel")
                .set("quarkus.redis.master-name", SentinelProcesses.MASTER)
                .set("shardbeat.redis.replicas", "1");
    }

    @Test
    void aPlannedFailoverMovesNothing() throws Exception {
        nothingMoves("Sentinel, planned failover", REDIS::failOver);
    }

    @Test
    void aKilledMasterMovesNothing() throws Exception {
        RedisProcess killed = REDIS.master();
        nothingMoves("Sentinel, master killed (`kill -9`)", () -> {
            killed.kill();
            REDIS.awaitAnother(killed);
        });
        REDIS.bringBack(killed);
    }

    private static void nothingMoves(String name, Runnable fault) {
        assertThat(FLEETS.nodes().stream()
                        .flatMap(node -> node.metrics().lines())
                        .filter(line -> line.startsWith("shardbeat_redis_commit_duration_seconds_count"))
                        .filter(line -> line.contains("acknowledged"))
                        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                        .sum())
                .as("commits that the replica had")
                .isPositive();
        FLEETS.feelNoMoveWhen(name, fault);
    }
}
