package io.shardbeat.load.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shardbeat.load.fleet.Standing;
import io.shardbeat.load.judge.Breach;
import io.shardbeat.load.measure.GroupFigures;
import io.shardbeat.load.measure.GroupStats;
import io.shardbeat.load.measure.Stats;
import io.shardbeat.load.plan.Attack;
import io.shardbeat.load.plan.Fault;
import io.shardbeat.load.plan.FleetSize;
import io.shardbeat.load.plan.LoadPlan;
import io.shardbeat.load.plan.Naming;
import io.shardbeat.load.plan.Protocol;
import io.shardbeat.load.plan.Rhythm;
import io.shardbeat.load.plan.Slice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
    private static final Bounds BOUNDS = new Bounds(0.01, Duration.ofSeconds(30), Duration.ofMillis(100));

    @TempDir
    private Path folder;

    @Test
    void percentilesOfTheWholeAreThoseOfAllHeartbeatsTogether() {
        Result all = Results.merge(result("0/2", 90, 1, 0), result("1/2", 10, 50, 0));

        assertThat(all.totals().latency().getTotalCount()).isEqualTo(100);
        assertThat(Histograms.millis(all.totals().latency(), 50)).isEqualTo(1);
        assertThat(Histograms.millis(all.totals().latency(), 99)).isBetween(49.9, 50.1);
        assertThat(all.seconds()).hasSize(1);
        assertThat(all.seconds().get(0).sent()).isEqualTo(100);
    }

    @Test
    void whatIsWrittenCanBeReadAndMerged() throws IOException {
        Result one = result("0/2", 90, 1, 1);
        Results.write(one, Verdict.on(one, BOUNDS), folder);

        Result all = Results.merge(Results.read(folder.resolve("result.json")), result("1/2", 10, 50, 0));

        assertThat(all.totals().latency().getTotalCount()).isEqualTo(100);
        assertThat(all.totals().breaches()).isEqualTo(1);
        assertThat(all.breaches()).isEqualTo(one.breaches());
        assertThat(all.setup().slices()).containsExactly("0/2", "1/2");
    }

    /** A user's question: did the good ones suffer? */
    @Test
    void whatTheFleetSawBesideHostileClientsStandsNextToWhatItSawBefore() {
        List<Second> seconds = new ArrayList<>();
        for (int at = 0; at < 12; at++) {
            seconds.add(Second.of(at, stats(10, at < 2 ? 900 : at < 5 ? 3 : 40), 10));
        }
        Result result = result("0/1", 10, 1, 0);
        Setup setup = result.setup();
        Hostile idle = new Hostile(Attack.IDLE, 3, 3, 0, 0, 0, 0, 0, 5);
        Result beside = new Result(
                new Setup(setup.run(), setup.slices(), 1, 0, 10, 4, setup.rhythm(), 2, List.of()),
                result.totals(),
                seconds,
                List.of(),
                List.of(idle),
                List.of(),
                null);
        assertThat(Summary.of(beside).stream().map(line -> line.name() + ": " + line.value()))
                .anyMatch(line -> line.startsWith("before hostile clients: p50 3.0ms")
                        && line.endsWith("(30), 0 errors of 30 heartbeats"))
                .anyMatch(line -> line.startsWith("beside hostile clients: p50 40.")
                        && line.endsWith("(70), 0 errors of 70 heartbeats"));
        assertThat(new Page(beside, Verdict.on(beside, BOUNDS)).html()).contains("3 hostile clients from 5s");
    }

    @Test
    void onlySharesOfOneRunAreMerged() {
        assertThatThrownBy(() -> Results.merge(result("0/2", 1, 1, 0), result("0/2", 1, 1, 0)))
                .hasMessageContaining("do not fit together");
        assertThatThrownBy(() -> Results.merge(result("0/2", 1, 1, 0), result("1/3", 1, 1, 0)))
                .hasMessageContaining("do not fit together");
    }

    @Test
    void aBreachIsWorseThanABound() {
        assertThat(Verdict.on(result("0/1", 10, 1, 0), BOUNDS).exitCode()).isZero();
        assertThat(Verdict.on(result("0/1", 10, 200, 0), BOUNDS).exitCode()).isEqualTo(3);
        assertThat(Verdict.on(result("0/1", 10, 200, 1), BOUNDS).exitCode()).isEqualTo(1);
    }

    @Test
    void aRunInWhichNothingWasSentIsNotGood() {
        assertThat(Verdict.on(result("0/1", 0, 1, 0), BOUNDS).exitCode()).isEqualTo(3);
    }

    @Test
    void aShardThatNobodyTookCountsAsAFailoverSoFar() {
        Result result = result("0/1", 10, 1, 0);
        Totals totals = Totals.of(
                stats(10, 1),
                new Standing(1, 0, List.of(), 1, Duration.ofSeconds(31).toNanos()));

        assertThat(Verdict.on(new Result(result.setup(), totals, result.seconds(), List.of()), BOUNDS)
                        .reasons())
                .singleElement()
                .asString()
                .contains("failover took 31000ms");
    }

    @Test
    void thePageFetchesNothingAndRunsNothingItWasGiven() throws IOException {
        Result one = result("0/2", 90, 1, 1);
        String page = Files.readString(Results.write(one, Verdict.on(one, BOUNDS), folder));

        assertThat(page)
                .doesNotContain("http", "{{", "<b>evil</b>")
                .contains("&lt;b&gt;evil&lt;/b&gt;", "kill 10% at 1s");
    }

    @Test
    void thePageSaysWhatRanWhenAndWhere() throws IOException {
        Result one = result("0/1", 90, 1, 0);
        String page = Files.readString(Results.write(one, Verdict.on(one, BOUNDS), folder));

        assertThat(page)
                .contains(
                        "<title>good: 4 consumers in 1 SLS group and 1 CLS group, kill 10% at 1s, 2026-11-30T02:00:00Z")
                .contains("vm, 2 processors", "127.0.0.1:8080", "Shardbeat 1, Java 17", "7.0.15")
                .contains("<header>", "<main>", "<footer>");
    }

    @Test
    void eachGroupHasItsRow() throws IOException {
        Result one = result("0/1", 90, 1, 0);
        String page = Files.readString(Results.write(one, Verdict.on(one, BOUNDS), folder));

        assertThat(page).contains("<th scope=row>run-0 <small>SLS</small>").contains("<td data-name='p99'>1.0 ms</td>");
    }

    @Test
    void groupsAndMachinesOfAllSharesAreInTheWhole() {
        Result all = Results.merge(result("0/2", 90, 1, 0), result("1/2", 10, 50, 0));

        assertThat(all.groups()).singleElement().satisfies(group -> {
            assertThat(group.consumers()).isEqualTo(4);
            assertThat(group.sent()).isEqualTo(100);
        });
        assertThat(all.where().machines()).containsExactly("vm, 2 processors");
    }

    private static Result result(String slice, int beats, int millis, int breaches) {
        Rhythm rhythm = new Rhythm(
                Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ZERO, Duration.ZERO, Duration.ofSeconds(60));
        LoadPlan plan = new LoadPlan(
                new Naming("space", "run"),
                new FleetSize(1, 1, 2, 4),
                Slice.parse(slice),
                rhythm,
                List.of(Fault.parse(Fault.Kind.KILL, "10%@1s")),
                List.of());
        List<Breach> first = breaches == 0 ? List.of() : List.of(new Breach("I1", "run-0", 1, "<b>evil</b>"));
        Stats stats = stats(beats, millis);
        return new Result(
                Setup.of(plan),
                Totals.of(stats, new Standing(2, breaches, first, 0, 0)),
                List.of(Second.of(0, stats, 2)),
                first,
                List.of(),
                List.of(GroupFigures.of("run-0", Protocol.SLS, 2, groupStats(beats, millis), breaches)),
                new Circumstances(
                        "2026-11-30T02:00:00Z",
                        List.of("vm, 2 processors"),
                        List.of("127.0.0.1:8080"),
                        List.of("Shardbeat 1, Java 17"),
                        List.of("7.0.15")));
    }

    private static GroupStats groupStats(int beats, int millis) {
        GroupStats stats = new GroupStats();
        stats.sent = beats;
        stats.granted = beats;
        for (int i = 0; i < beats; i++) {
            Stats.record(stats.latency, Duration.ofMillis(millis).toNanos());
        }
        return stats;
    }

    private static Stats stats(int beats, int millis) {
        Stats stats = new Stats();
        stats.sent = beats;
        stats.granted = beats;
        for (int i = 0; i < beats; i++) {
            Stats.record(stats.latency, Duration.ofMillis(millis).toNanos());
        }
        return stats;
    }
}
