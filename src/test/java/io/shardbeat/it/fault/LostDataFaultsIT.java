package io.shardbeat.it.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.shardbeat.testkit.ClientKind;
import io.shardbeat.testkit.process.RedisConsole;
import io.shardbeat.testkit.process.RedisProcess;
import io.shardbeat.testkit.proxy.TcpProxy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A Redis that comes back without its last writes, or without any. */
class LostDataFaultsIT extends FaultContract {
    private static final Duration UNANSWERED = Duration.ofSeconds(6);

    @Test
    void aFailoverThatLosesHeartbeatsMovesNothing() throws Exception {
        RedisProcess replica = CLUSTER.durableRedis();
        try (TcpProxy link = replicate(CLUSTER.redis(), replica)) {
            nothingMoves("Redis fails over, the last 2 s of writes lost", UNANSWERED, () -> {
                link.toClient().swallow();
                lasts(Duration.ofSeconds(2));
                failOverTo(replica);
            });
        }
    }

    @Test
    void aFailoverThatLosesJoinsAndHandOversGrantsNothingTwice() throws Exception {
        RedisProcess replica = CLUSTER.durableRedis();
        try (TcpProxy link = replicate(CLUSTER.redis(), replica)) {
            effectsOf("Redis fails over, a join and its hand-overs lost", () -> {
                link.toClient().swallow();
                fleets().get(0).join(ClientKind.GO);
                fleets().get(1).join(ClientKind.CLS_PYTHON);
                fleets().forEach(Fleet::awaitSettled);
                failOverTo(replica);
            });
        }
    }

    @Test
    void aRedisThatLostEverythingIsFilledFromTheReports() throws Exception {
        nothingMoves("Redis killed, back empty", UNANSWERED, () -> {
            RedisProcess empty = CLUSTER.durableRedis();
            CLUSTER.redis().kill();
            CLUSTER.switchTo(empty);
        });
    }

    /** A second after the primary died. */
    private static void failOverTo(RedisProcess replica) {
        CLUSTER.redis().kill();
        lasts(Duration.ofSeconds(1));
        try (RedisConsole console = new RedisConsole(replica.uri())) {
            console.call("REPLICAOF", "NO", "ONE");
        }
        CLUSTER.switchTo(replica);
    }

    /** Returns, once it is up to date, what the replica reads its primary through. */
    private static TcpProxy replicate(RedisProcess primary, RedisProcess replica) {
        TcpProxy link = new TcpProxy(primary);
        try (RedisConsole console = new RedisConsole(replica.uri())) {
            console.call("REPLICAOF", "127.0.0.1", Integer.toString(link.port()));
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() ->
                            assertThat(console.text("INFO", "replication")).contains("master_link_status:up"));
        }
        return link;
    }
}
