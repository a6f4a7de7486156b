package io.shardbeat.it.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.shardbeat.testkit.judge.Effects;
import io.shardbeat.testkit.process.FaultyCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Fleets of both clouds on nodes and a Redis that break; every test leaves them settled again. */
abstract class FaultContract {
    static final FaultyCluster CLUSTER = FaultyCluster.shared();

    private static final List<Fleet> FLEETS = new ArrayList<>();

    /** Breaks something and, unless it is for good, mends it again. */
    interface Fault {
        void happens() throws Exception;
    }

    @BeforeAll
    static void start() {
        CLUSTER.heal();
        FLEETS.add(Fleet.ofSls(CLUSTER.waysToNodes()));
        FLEETS.add(Fleet.ofCls(CLUSTER.waysToNodes()));
    }

    @AfterAll
    static void stop() throws Exception {
        CLUSTER.heal();
        for (Fleet fleet : FLEETS) {
            fleet.close();
        }
        FLEETS.clear();
    }

    @BeforeEach
    void heal() {
        CLUSTER.heal();
        FLEETS.forEach(fleet -> fleet.judge().forgetBreaches());
        FLEETS.forEach(Fleet::awaitSettled);
    }

    static List<Fleet> fleets() {
        return FLEETS;
    }

    /** No shard moves, none is idle or worked on twice, and no consumer is without an answer for so long. */
    static void nothingMoves(String name, Duration unanswered, Fault fault) throws Exception {
        FLEETS.forEach(fleet -> fleet.judge().restBegins());
        Map<Fleet, Effects> effects = effectsOf(name, fault);
        FLEETS.forEach(fleet -> fleet.judge().restEnds());
        effects.forEach((fleet, seen) -> {
            assertThat(seen.longestUnanswered()).as(fleet + " unanswered").isLessThan(unanswered);
            assertThat(seen.moved()).as(fleet + " moved").isZero();
            assertThat(seen.longestShared()).as(fleet + " overlap").isZero();
        });
    }

    /** From before the fault until all fleets are settled again, without a breach. */
    static Map<Fleet, Effects> effectsOf(String name, Fault fault) throws Exception {
        FLEETS.forEach(fleet -> fleet.judge().start());
        fault.happens();
        Map<Fleet, Effects> effects = new LinkedHashMap<>();
        for (Fleet fleet : FLEETS) {
            fleet.awaitSettled();
            effects.put(fleet, fleet.judge().effects());
            FaultReport.add(name, fleet, effects.get(fleet));
        }
        return effects;
    }

    /** How long a fault lasts. */
    static void lasts(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        await().atMost(time.plusSeconds(5))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> System.nanoTime() - end >= 0);
    }
}
