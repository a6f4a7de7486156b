package io.shardbeat.it.fault;

import io.shardbeat.testkit.proxy.TcpProxy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Networks that are slow, lose, cut and keep silent, on either side of the nodes. */
class NetworkFaultsIT extends FaultContract {
    private static final Duration ONE_SECOND = Duration.ofSeconds(1);
    private static final Duration SHORT = Duration.ofSeconds(3);
    private static final Duration LONG = Duration.ofSeconds(5);
    /** Until a node has given up on a connection and made another, and a heartbeat has gone over it. */
    private static final Duration RECOVERY = Duration.ofSeconds(8);

    @Test
    void aSlowRedisMakesHeartbeatsSlow() throws Exception {
        nothingMoves("Redis answers 1 s late, for 5 s", Fleet.SESSION, () -> {
            CLUSTER.waysToRedis().forEach(way -> way.toServer().delay(ONE_SECOND));
            lasts(LONG);
            CLUSTER.waysToRedis().forEach(TcpProxy::heal);
        });
    }

    @Test
    void aNodeThatLosesItsWayToRedisLeavesItsConsumersToTheOther() throws Exception {
        nothingMoves("one node's requests to Redis are lost, for 5 s", Fleet.SESSION, () -> {
            CLUSTER.toRedis(0).toServer().swallow();
            lasts(LONG);
            CLUSTER.toRedis(0).heal();
        });
    }

    @Test
    void repliesOfRedisThatAreLostAreFailuresInTime() throws Exception {
        nothingMoves("Redis' replies to all nodes are lost, for 3 s", SHORT.plus(RECOVERY), () -> {
            CLUSTER.waysToRedis().forEach(way -> way.toClient().swallow());
            lasts(SHORT);
            CLUSTER.waysToRedis().forEach(TcpProxy::heal);
        });
    }

    @Test
    void connectionsToRedisThatWereResetAreMadeAnew() throws Exception {
        nothingMoves("all connections to Redis reset, three times", Fleet.SESSION, () -> {
            for (int i = 0; i < 3; i++) {
                CLUSTER.waysToRedis().forEach(TcpProxy::reset);
                lasts(ONE_SECOND);
            }
        });
    }

    @Test
    void halfOpenConnectionsToRedisAreGivenUp() throws Exception {
        nothingMoves(
                "all connections to Redis half-open",
                RECOVERY,
                () -> CLUSTER.waysToRedis().forEach(TcpProxy::halfOpen));
    }

    @Test
    void aReplyOfRedisThatIsCutInTheMiddleIsNoAnswer() throws Exception {
        nothingMoves("replies of Redis cut in the middle", Fleet.SESSION, () -> {
            CLUSTER.waysToRedis().forEach(way -> way.toClient().cutAfter(100));
            lasts(ONE_SECOND);
        });
    }

    @Test
    void requestsThatArriveSecondsLateReleaseNothing() throws Exception {
        nothingMoves("requests to one node held for 3 s, then delivered", Fleet.SESSION, () -> {
            CLUSTER.toNode(0).toServer().hold();
            lasts(SHORT);
            CLUSTER.toNode(0).heal();
        });
    }

    @Test
    void answersThatAreLostAreAskedForAgain() throws Exception {
        nothingMoves("one node's answers are lost, for 3 s", Fleet.SESSION, () -> {
            CLUSTER.toNode(1).toClient().swallow();
            lasts(SHORT);
            CLUSTER.toNode(1).heal();
        });
    }

    @Test
    void requestsAndAnswersThatAreCutInTheMiddleAreNone() throws Exception {
        nothingMoves("a request and an answer cut in the middle, connections reset", Fleet.SESSION, () -> {
            CLUSTER.toNode(0).toServer().cutAfter(300);
            CLUSTER.toNode(1).toClient().cutAfter(60);
            lasts(ONE_SECOND);
            CLUSTER.waysToNodes().forEach(TcpProxy::reset);
            lasts(ONE_SECOND);
        });
    }
}
