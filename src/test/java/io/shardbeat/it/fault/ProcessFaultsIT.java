package io.shardbeat.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.it.client.SlowMachine;
import io.shardbeat.testkit.ClientKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Consumers, nodes and Redis that are killed, frozen and come back with all they had. */
class ProcessFaultsIT extends FaultContract {
    private static final Duration TICK = Duration.ofMillis(200);
    /** Past the session timeout, and past what it takes an official client to fence itself. */
    private static final Duration PAUSE = Fleet.SESSION.plus(Fleet.INTERVAL).plusSeconds(1);

    @Test
    void whenANodeIsKilledItsConsumersGoOnAtTheOther() throws Exception {
        nothingMoves("node killed (`kill -9`), back after 6 s", Fleet.SESSION, () -> {
            CLUSTER.node(0).kill();
            lasts(Fleet.SESSION.plus(Fleet.INTERVAL));
            CLUSTER.node(0).start().awaitReady();
        });
    }

    @Test
    void whenANodeIsFrozenItsConsumersGoOnAtTheOther() throws Exception {
        nothingMoves("node frozen (`kill -STOP`) for 6 s", Fleet.SESSION, () -> {
            CLUSTER.node(1).freeze();
            lasts(Fleet.SESSION.plus(Fleet.INTERVAL));
            CLUSTER.node(1).thaw();
        });
    }

    @Test
    void whenRedisIsKilledAndComesBackFromItsLogNobodyLosesAShard() throws Exception {
        Duration away = Fleet.SESSION.plus(Fleet.INTERVAL);
        nothingMoves("Redis killed, back from its AOF after 6 s", away.plusSeconds(5), () -> {
            CLUSTER.redis().kill();
            lasts(away);
            CLUSTER.redis().start();
        });
    }

    @Test
    void whenRedisIsFrozenNobodyLosesAShard() throws Exception {
        Duration away = Fleet.SESSION.plus(Fleet.INTERVAL);
        nothingMoves("Redis frozen for 6 s", away.plusSeconds(5), () -> {
            CLUSTER.redis().freeze();
            lasts(away);
            CLUSTER.redis().thaw();
        });
    }

    @Test
    void theShardsOfACrashedConsumerAreWithTheOthersInTime() throws Exception {
        var effects = effectsOf("consumer crashed", () -> {
            for (Fleet fleet : fleets()) {
                fleet.first().die();
            }
        });
        effects.forEach((fleet, seen) -> {
            assertThat(seen.longestIdle())
                    .as(fleet + " orphaned")
                    .isLessThan(Fleet.SESSION.plus(TICK).plus(Fleet.INTERVAL).plus(SlowMachine.SLACK));
            assertThat(seen.longestShared()).as(fleet + " overlap").isZero();
        });
        fleets().get(0).join(ClientKind.JAVA);
        fleets().get(1).join(ClientKind.CLS_PYTHON);
    }

    @Test
    void aConsumerThatPausedPastItsTimeoutIsStoppedAndJoinsAgain() throws Exception {
        var effects = effectsOf("consumer frozen for 7 s", () -> {
            LiveConsumer sls = fleets().get(0).join(ClientKind.JAVA);
            LiveConsumer cls = fleets().get(1).join(ClientKind.CLS_PYTHON);
            fleets().forEach(Fleet::awaitSettled);
            fleets().forEach(fleet -> fleet.judge().start());
            sls.freeze();
            cls.freeze();
            lasts(PAUSE);
            sls.thaw();
            cls.thaw();
        });
        effects.forEach((fleet, seen) -> assertThat(seen.longestShared())
                .as(fleet + ": it works on, unknowing, until it is told or fences itself")
                .isBetween(Duration.ofMillis(1), PAUSE));
        assertThat(effects.get(fleets().get(0)).errors()).containsOnlyKeys("NotExistConsumerWithBody");
        assertThat(effects.get(fleets().get(1)).errors()).isEmpty();
    }
}
