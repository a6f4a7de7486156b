package io.shardbeat.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.testkit.ClientKind;
import io.shardbeat.testkit.FaultyCluster;
import io.shardbeat.testkit.judge.Effects;
import io.shardbeat.testkit.proxy.TcpProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Consumers that are cut off until they are expired, and come back, where the fence margin is automatic. */
class CutOffFaultsIT {
    private static final FaultyCluster CLUSTER = FaultyCluster.shared();
    /** Until the margin of two intervals and two seconds is over, and what remains has been dealt out. */
    private static final Duration CUT =
            Fleet.SESSION.plus(Fleet.INTERVAL.multipliedBy(4)).plusSeconds(4);

    private final List<TcpProxy> ways =
            CLUSTER.waysToNodes().stream().map(TcpProxy::new).toList();
    private final List<Fleet> fleets = new ArrayList<>();

    @Test
    void whoIsCutOffHasStoppedBeforeAnotherBegins() throws Exception {
        CLUSTER.heal();
        fleets.addAll(Fleet.fenced(CLUSTER.waysToNodes()));
        fleets.get(0).join(ClientKind.GO, ways);
        fleets.get(1).join(ClientKind.CLS_GO, ways);
        fleets.forEach(Fleet::awaitSettled);
        fleets.forEach(fleet -> fleet.judge().start());

        ways.forEach(way -> way.toServer().swallow());
        FaultContract.lasts(CUT);
        ways.forEach(TcpProxy::heal);
        ways.forEach(TcpProxy::reset);

        for (Fleet fleet : fleets) {
            fleet.awaitSettled();
            Effects seen = fleet.judge().effects();
            FaultReport.add("consumer cut off for 13 s, fence margin `auto`", fleet, seen);
            assertThat(seen.longestShared()).as(fleet + " overlap").isZero();
            assertThat(seen.longestIdle())
                    .as(fleet + ": another had its shards")
                    .isBetween(Duration.ofMillis(1), CUT.minus(Fleet.SESSION));
        }
    }

    @AfterEach
    void close() throws InterruptedException {
        for (Fleet fleet : fleets) {
            fleet.close();
        }
        ways.forEach(TcpProxy::close);
    }
}
