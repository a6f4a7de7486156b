package io.shardbeat.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.it.client.SlsCloud;
import io.shardbeat.testkit.ClientKind;
import io.shardbeat.testkit.Fixtures;
import io.shardbeat.testkit.judge.Effects;
import io.shardbeat.testkit.process.FaultyCluster;
import io.shardbeat.testkit.proxy.TcpProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Consumers whose connections are refused until they are expired, and who come back, with an automatic fence margin and with
 * none. They repeat their heartbeats as their libraries do.
 */
class CutOffFaultsIT {
    private static final FaultyCluster CLUSTER = FaultyCluster.shared();
    private static final Duration LONGEST = Duration.ofSeconds(11);
    /** Until the longest margin is over (two intervals, ten seconds, two), and what remains has been dealt out. */
    private static final Duration FENCED_CUT =
            LONGEST.plus(Fleet.INTERVAL.multipliedBy(4)).plusSeconds(15);

    private static final Duration CUT =
            Fleet.SESSION.plus(Fleet.INTERVAL.multipliedBy(4)).plusSeconds(4);

    private final List<TcpProxy> ways =
            CLUSTER.waysToNodes().stream().map(TcpProxy::new).toList();
    private final List<Fleet> fleets = new ArrayList<>();

    /** Of every kind one, at once, in groups with session timeouts of 6 and 11 s. */
    @Test
    void whoIsCutOffHasStoppedBeforeAnotherBegins() throws Exception {
        CLUSTER.heal();
        fleets.addAll(Fleet.fencedOfOne(Duration.ofSeconds(6), CLUSTER.waysToNodes()));
        fleets.addAll(Fleet.fencedOfOne(LONGEST, CLUSTER.waysToNodes()));
        for (Fleet fleet : fleets) {
            for (ClientKind kind : ClientKind.values()) {
                if (kind.isSls() == fleet.cloud() instanceof SlsCloud) {
                    fleet.join(kind, ways);
                }
            }
        }
        cutOff(FENCED_CUT, "`auto`").forEach((fleet, seen) -> {
            assertThat(seen.longestShared()).as(fleet + " overlap").isZero();
            assertThat(seen.longestIdle())
                    .as(fleet + ": another had its shards")
                    .isBetween(Duration.ofMillis(1), FENCED_CUT.minus(fleet.session()));
        });
    }

    /** The control. CLS Go looks whether it has to stop when ten tries have failed, and its heir has begun by then. */
    @Test
    void withoutAMarginHeHasNot() throws Exception {
        CLUSTER.heal();
        fleets.addAll(Fleet.ofOne(Fixtures.FLEET_GROUP, CLUSTER.waysToNodes()));
        fleets.get(0).join(ClientKind.GO, ways);
        fleets.get(1).join(ClientKind.CLS_GO, ways);
        cutOff(CUT, "0")
                .forEach((fleet, seen) ->
                        assertThat(seen.longestShared()).as(fleet + " overlap").isPositive());
    }

    private Map<Fleet, Effects> cutOff(Duration cut, String margin) throws Exception {
        fleets.forEach(Fleet::awaitSettled);
        fleets.forEach(fleet -> fleet.judge().start());

        ways.forEach(TcpProxy::refuse);
        FaultContract.lasts(cut);
        ways.forEach(TcpProxy::heal);

        Map<Fleet, Effects> effects = new LinkedHashMap<>();
        for (Fleet fleet : fleets) {
            fleet.awaitSettled();
            effects.put(fleet, fleet.judge().effects());
            FaultReport.add(
                    "consumers refused for " + cut.toSeconds() + " s, fence margin " + margin,
                    fleet,
                    effects.get(fleet));
        }
        return effects;
    }

    @AfterEach
    void close() throws InterruptedException {
        for (Fleet fleet : fleets) {
            fleet.close();
        }
        ways.forEach(TcpProxy::close);
    }
}
