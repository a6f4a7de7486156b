package io.shardbeat.load.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.shardbeat.load.net.Targets;
import io.shardbeat.load.plan.ClientKind;
import io.shardbeat.load.plan.Fault;
import io.shardbeat.load.plan.FleetSize;
import io.shardbeat.load.plan.LoadPlan;
import io.shardbeat.load.plan.Naming;
import io.shardbeat.load.plan.Rhythm;
import io.shardbeat.load.plan.Slice;
import io.shardbeat.load.protocol.SlsSigning;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One consumer per library against a server that grants shard 0 once, and from then on only fails. */
class LibraryConsumerTest {
    private static final Duration INTERVAL = Duration.ofMillis(300);
    private static final Duration RUN = Duration.ofSeconds(30);
    /** The first pause of the Java library; another machine's stall may lengthen a gap, nothing shortens it. */
    private static final long FIRST_PAUSE = 600;

    @RegisterExtension
    final AnsweringServer server = new AnsweringServer(this::answer);

    private final List<Seen> seen = new CopyOnWriteArrayList<>();

    private record Seen(long atMillis, String report, String userAgent) {}

    private void answer(HttpExchange exchange) throws IOException {
        String report = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII);
        boolean first = seen.isEmpty();
        seen.add(new Seen(
                System.nanoTime() / 1_000_000,
                report,
                exchange.getRequestHeaders().getFirst("User-Agent")));
        AnsweringServer.send(
                exchange,
                first ? 200 : 500,
                first ? "[0]" : "{\"errorCode\":\"InternalServerError\",\"errorMessage\":\"\"}");
    }

    @Test
    void javaTriesAgainAfterItsPausesAndFencesItselfOnlyWhenAllHaveFailed() throws InterruptedException {
        List<Seen> all = run(ClientKind.SLS_JAVA, 8, List.of());

        assertThat(all).extracting(Seen::userAgent).allMatch(name -> name.startsWith("Consumer-Library-run-"));
        assertThat(gaps(all).subList(1, 4)).satisfies(gaps -> {
            assertThat(gaps.get(0)).isGreaterThanOrEqualTo(FIRST_PAUSE);
            assertThat(gaps.get(1)).isGreaterThanOrEqualTo(2 * FIRST_PAUSE);
            assertThat(gaps.get(2)).isGreaterThanOrEqualTo(4 * FIRST_PAUSE);
        });
        assertThat(all.subList(1, 5)).extracting(Seen::report).containsOnly("[0]");
        assertThat(all.get(all.size() - 1).report()).isEqualTo("[]");
    }

    @Test
    void goTriesOnceAndFencesItselfAfterTimeoutAndInterval() throws InterruptedException {
        List<Seen> all = run(ClientKind.SLS_GO, 12, List.of());

        int fenced =
                (int) all.stream().filter(beat -> beat.report().equals("[0]")).count();
        long reportedFor = all.get(fenced).atMillis() - all.get(0).atMillis();
        assertThat(fenced).isGreaterThan(2);
        assertThat(reportedFor)
                .isGreaterThanOrEqualTo(Duration.ofSeconds(1).plus(INTERVAL).toMillis());
        assertThat(all.get(all.size() - 1).report()).isEqualTo("[]");
    }

    @Test
    void whoIsCutOffSendsNothingAndHasItsTriesRefused() throws InterruptedException {
        List<Seen> all = run(ClientKind.SLS_GO, 4, List.of(Fault.parse(Fault.Kind.CUT, "100%@1s+2s")));

        assertThat(gaps(all)).anyMatch(gap -> gap > 1_800);
        assertThat(all.get(all.size() - 1).report()).isEqualTo("[]");
    }

    /** Until it has sent so many heartbeats, however slow this machine is. */
    private List<Seen> run(ClientKind kind, int beats, List<Fault> faults) throws InterruptedException {
        Rhythm rhythm = new Rhythm(INTERVAL, Duration.ofSeconds(1), Duration.ZERO, Duration.ofMillis(20), RUN);
        LoadPlan plan = new LoadPlan(
                new Naming("space", "run"), new FleetSize(1, 0, 1, 1), Slice.WHOLE, rhythm, faults, List.of(kind));
        Targets targets = Targets.resolve(List.of(server.address()), false);
        Endpoint endpoint = new Endpoint(targets, null, SlsSigning.V1, Duration.ofSeconds(5));
        try (Fleet fleet = new Fleet(plan, endpoint, 1, 0)) {
            fleet.start();
            long deadline = System.nanoTime() + RUN.toNanos();
            while ((seen.size() < beats || !seen.get(seen.size() - 1).report().equals("[]"))
                    && System.nanoTime() < deadline) {
                Thread.sleep(20);
            }
            fleet.end();
            assertThat(fleet.standing().breaches()).isEmpty();
        }
        return new ArrayList<>(seen);
    }

    private static List<Long> gaps(List<Seen> all) {
        List<Long> gaps = new ArrayList<>();
        for (int i = 1; i < all.size(); i++) {
            gaps.add(all.get(i).atMillis() - all.get(i - 1).atMillis());
        }
        return gaps;
    }
}
