package io.shardbeat.load.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.shardbeat.load.judge.Breach;
import io.shardbeat.load.measure.Stats;
import io.shardbeat.load.net.Targets;
import io.shardbeat.load.plan.ClientKind;
import io.shardbeat.load.plan.FleetSize;
import io.shardbeat.load.plan.LoadPlan;
import io.shardbeat.load.plan.Naming;
import io.shardbeat.load.plan.Rhythm;
import io.shardbeat.load.plan.Slice;
import io.shardbeat.load.protocol.SlsSigning;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A fleet against a server that breaks its promises on purpose. */
class FleetTest {
    private static final Duration INTERVAL = Duration.ofMillis(50);
    private static final Duration LONGEST_RUN = Duration.ofSeconds(30);
    private static final int ANSWERS = 10;
    private static final long STALL_MILLIS = 600;

    @RegisterExtension
    final AnsweringServer server = new AnsweringServer(this::answer);

    private final AtomicBoolean stalled = new AtomicBoolean();
    private String grant = "[]";
    private long stallMillis;

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        if (stallMillis > 0 && stalled.compareAndSet(false, true)) {
            pause(stallMillis);
        }
        AnsweringServer.send(exchange, 200, grant);
    }

    @Test
    void aServerThatGrantsAShardToTwoIsFound() throws InterruptedException {
        grant = "[0]";

        try (Fleet fleet = fleet(2)) {
            run(fleet);

            assertThat(fleet.standing().breaches())
                    .extracting(Breach::invariant)
                    .contains("I1");
        }
    }

    @Test
    void aServerThatGrantsNothingBreaksNothing() throws InterruptedException {
        try (Fleet fleet = fleet(2)) {
            run(fleet);

            assertThat(fleet.standing().breaches()).isEmpty();
        }
    }

    @Test
    void aStallIsSeenByEveryHeartbeatThatWasDueInIt() throws InterruptedException {
        stallMillis = STALL_MILLIS;

        try (Fleet fleet = fleet(1)) {
            Stats stats = run(fleet);

            long slow =
                    stats.latency.getTotalCount() - stats.latency.getCountBetweenValues(0, STALL_MILLIS * 1_000 / 2);
            long dueInFirstHalf = STALL_MILLIS / 2 / INTERVAL.toMillis();
            assertThat(slow).isGreaterThanOrEqualTo(dueInFirstHalf - 1);
            assertThat(stats.merged).isGreaterThanOrEqualTo(2 * dueInFirstHalf - 2);
        }
    }

    /** Until enough was answered, however slow this machine is. */
    private static Stats run(Fleet fleet) throws InterruptedException {
        fleet.start();
        Stats all = new Stats();
        long deadline = System.nanoTime() + LONGEST_RUN.toNanos();
        while (all.granted < ANSWERS && System.nanoTime() < deadline) {
            pause(INTERVAL.toMillis());
            all.add(fleet.take());
        }
        fleet.end();
        assertThat(all.granted).isGreaterThanOrEqualTo(ANSWERS);
        return all;
    }

    private Fleet fleet(int consumers, ClientKind... kinds) {
        List<ClientKind> clients = List.of(kinds);
        Rhythm rhythm = new Rhythm(INTERVAL, Duration.ofSeconds(10), Duration.ZERO, Duration.ofMillis(20), LONGEST_RUN);
        LoadPlan plan = new LoadPlan(
                new Naming("space", "run"), new FleetSize(1, 0, consumers, 1), Slice.WHOLE, rhythm, List.of(), clients);
        String target = server.address();
        Targets targets = Targets.resolve(List.of(target), false);
        return new Fleet(plan, new Endpoint(targets, null, SlsSigning.V1, Duration.ofSeconds(5)), 1, 0);
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
