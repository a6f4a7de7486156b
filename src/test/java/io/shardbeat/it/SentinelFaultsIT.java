package io.shardbeat.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.testkit.Node;
import io.shardbeat.testkit.RedisProcess;
import io.shardbeat.testkit.SentinelProcesses;
import io.shardbeat.testkit.judge.Effects;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A Redis behind Sentinels whose replica takes over, because somebody says so or because the master is killed. */
class SentinelFaultsIT {
    private static final SentinelProcesses REDIS = new SentinelProcesses();
    private static final List<Node> NODES = new ArrayList<>();
    private static final List<Fleet> FLEETS = new ArrayList<>();

    @BeforeAll
    static void start() {
        REDIS.start();
        for (int i = 0; i < 2; i++) {
            NODES.add(Node.on(REDIS.master().uri())
                    .set("quarkus.redis.hosts", REDIS.hosts())
                    .set("quarkus.redis.client-type", "sentinel")
                    .set("quarkus.redis.master-name", SentinelProcesses.MASTER)
                    .start());
        }
        NODES.forEach(Node::awaitReady);
        FLEETS.add(Fleet.ofSls(NODES));
        FLEETS.add(Fleet.ofCls(NODES));
    }

    @AfterAll
    static void stop() throws Exception {
        for (Fleet fleet : FLEETS) {
            fleet.close();
        }
        NODES.forEach(Node::close);
        REDIS.close();
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
        FLEETS.forEach(Fleet::awaitSettled);
        FLEETS.forEach(fleet -> fleet.judge().restBegins());
        FLEETS.forEach(fleet -> fleet.judge().start());
        fault.run();
        for (Fleet fleet : FLEETS) {
            fleet.awaitSettled();
            fleet.judge().restEnds();
            Effects seen = fleet.judge().effects();
            FaultReport.add(name, fleet, seen);
            assertThat(seen.moved()).as(fleet + " moved").isZero();
            assertThat(seen.longestShared()).as(fleet + " overlap").isZero();
        }
        NODES.forEach(Node::awaitReady);
    }
}
