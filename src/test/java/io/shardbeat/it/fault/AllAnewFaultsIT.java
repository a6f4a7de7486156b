package io.shardbeat.it.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.shardbeat.it.client.SlowMachine;
import io.shardbeat.testkit.judge.Effects;
import io.shardbeat.testkit.process.Node;
import io.shardbeat.testkit.process.RedisProcess;
import io.shardbeat.testkit.proxy.TcpProxy;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Redis is empty and every node another one, from one moment to the next: nobody is left who knows that anything was lost,
 * and all is shared out anew while consumers still work on what they had.
 */
class AllAnewFaultsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void twoWorkOnAShardUntilThoseWhoHadItHearOfItOrStopByThemselves() throws Exception {
        try (RedisProcess redis = new RedisProcess().start();
                RedisProcess empty = new RedisProcess().start();
                Node one = Node.on(redis.uri()).start();
                Node two = Node.on(redis.uri()).start();
                Node otherOne = Node.on(empty.uri()).start();
                Node otherTwo = Node.on(empty.uri()).start()) {
            Stream.of(one, two, otherOne, otherTwo).forEach(Node::awaitReady);
            try (TcpProxy wayOne = new TcpProxy(one);
                    TcpProxy wayTwo = new TcpProxy(two);
                    Fleet sls = Fleet.ofSls(List.of(wayOne, wayTwo));
                    Fleet cls = Fleet.ofCls(List.of(wayOne, wayTwo))) {
                List<Fleet> fleets = List.of(sls, cls);
                fleets.forEach(fleet -> fleet.judge().start());
                one.kill();
                two.kill();
                wayOne.switchTo(otherOne);
                wayTwo.switchTo(otherTwo);
                fleets.forEach(AllAnewFaultsIT::assertOverSoon);
            }
        }
    }

    /** Breaches are what this disaster is: here it is measured how long they last. */
    private static void assertOverSoon(Fleet fleet) {
        long start = System.nanoTime();
        await(fleet + " is settled")
                .atMost(PATIENCE)
                .until(() ->
                        fleet.judge().allAnsweredSince(start) && fleet.judge().isSettled(Fleet.SHARDS));
        Effects seen = fleet.judge().effects();
        FaultReport.add("Redis back empty, and every node another one", fleet, seen);
        assertThat(seen.longestShared())
                .as(fleet + " overlap")
                .isLessThan(Fleet.SESSION.plus(Fleet.INTERVAL).plus(SlowMachine.SLACK));
    }
}
