package io.shardbeat.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.testkit.ClientKind;
import io.shardbeat.testkit.FaultyCluster;
import io.shardbeat.testkit.Fixtures;
import io.shardbeat.testkit.judge.Effects;
import io.shardbeat.testkit.proxy.TcpProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Consumers that are cut off until they are expired, and come back, with an automatic fence margin and with none. */
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
        cutOff(Fixtures.FENCED_GROUP, "`auto`").forEach((fleet, seen) -> {
            assertThat(seen.longestShared()).as(fleet + " overlap").isZero();
            assertThat(seen.longestIdle())
                    .as(fleet + ": another had its shards")
                    .isBetween(Duration.ofMillis(1), CUT.minus(Fleet.SESSION));
        });
    }

    /**
     * The control. By the clocks alone the heir is earlier by half a second or more: it is answered a timeout, a tick and an
     * interval after the last heartbeat at the latest, 6.2 s; and who is cut off stops when its third attempt since has
     * failed, after 1 s and three times a client's patience, and its loop has turned once, 6.9 s.
     */
    @Test
    void withoutAMarginHeHasNot() throws Exception {
        cutOff(Fixtures.FLEET_GROUP, "0")
                .forEach((fleet, seen) ->
                        assertThat(seen.longestShared()).as(fleet + " overlap").isPositive());
    }

    private Map<Fleet, Effects> cutOff(String group, String margin) throws Exception {
        CLUSTER.heal();
        fleets.addAll(Fleet.ofOne(group, CLUSTER.waysToNodes()));
        fleets.get(0).join(ClientKind.GO, ways);
        fleets.get(1).join(ClientKind.CLS_GO, ways);
        fleets.forEach(Fleet::awaitSettled);
        fleets.forEach(fleet -> fleet.judge().start());

        ways.forEach(way -> way.toServer().swallow());
        FaultContract.lasts(CUT);
        ways.forEach(TcpProxy::heal);
        ways.forEach(TcpProxy::reset);

        Map<Fleet, Effects> effects = new LinkedHashMap<>();
        for (Fleet fleet : fleets) {
            fleet.awaitSettled();
            effects.put(fleet, fleet.judge().effects());
            FaultReport.add("consumer cut off for 13 s, fence margin " + margin, fleet, effects.get(fleet));
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
