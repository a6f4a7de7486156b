package io.shardbeat.redis.beat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.assignment.sticky.StickyBalancedAssignor;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Topic;
import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.GroupDirectory.Members;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.coordinator.Heartbeat.Stranger;
import io.shardbeat.group.FenceMargin;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupOverrides;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.group.plan.Planner;
import io.shardbeat.redis.StoreUnderTest;
import io.shardbeat.redis.format.Keys;
import io.shardbeat.testkit.process.RedisConsole;
import io.shardbeat.testkit.process.RedisProcess;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Heartbeats without a script, and what sends them back to it; two nodes, each with one connection. */
class SteadyBeatsTest {
    private static final Namespace PROJECT = new Namespace("sls", "project");
    private static final GroupId GROUP = new GroupId(PROJECT, "logstore", "group");
    private static final String LEASE = Keys.lease(Keys.stem(GROUP), "c1");
    private static final int[] ALL = {0, 1, 2, 3};

    private static final RedisProcess REDIS = new RedisProcess();
    private static StoreUnderTest node;
    private static StoreUnderTest other;
    private static RedisConsole console;

    @BeforeAll
    static void start() {
        REDIS.start();
        node = new StoreUnderTest(REDIS.uri());
        other = new StoreUnderTest(REDIS.uri());
        console = new RedisConsole(REDIS.uri());
        for (StoreUnderTest each : List.of(node, other)) {
            await().ignoreExceptions().until(() -> beat(each, "nobody", 0) != null);
        }
    }

    @AfterAll
    static void stop() {
        console.close();
        node.close();
        other.close();
        REDIS.close();
    }

    @BeforeEach
    void createGroup() {
        node.directory.delete(GROUP, Members.REMOVE).toCompletableFuture().join();
        create(new GroupSettings(30, false, List.of("logstore")));
        beat(node, "c1", 0);
        pass(node);
    }

    @Test
    void aSteadyHeartbeatIsOnePlainCommandAndNowAndThenALook() {
        // given
        settle(node, 0);
        console.call("CONFIG", "RESETSTAT");
        long began = System.nanoTime();

        // when
        for (int i = 0; i < 200; i++) {
            beat(node, "c1", 0, ALL);
        }

        // then
        long most = 1 + (System.nanoTime() - began) / Look.LASTS_NANOS;
        assertThat(console.calls("set")).isEqualTo(200);
        assertThat(console.calls("hmget")).as("at the bucket").isLessThanOrEqualTo(most);
        assertThat(console.calls("evalsha") + console.calls("eval")).isZero();
    }

    /** Behind all of them, so that what it finds was so when the last of them was written, or has changed since. */
    @Test
    void thoseOfOneTurnOfTheEventLoopShareOneLookAtTheirGroup() {
        // given: over the connection of the loop that they come in on
        Supplier<Boolean> unscripted = () -> {
            console.call("CONFIG", "RESETSTAT");
            together(20).forEach(reply -> assertThat(reply).isInstanceOf(BeatReply.Known.class));
            return console.calls("evalsha") == 0;
        };
        await().ignoreExceptions().until(unscripted::get);

        // then
        assertThat(console.calls("set")).isEqualTo(20);
        assertThat(console.calls("hmget"))
                .as("none where the last look still lasts")
                .isLessThanOrEqualTo(1);

        // and when the group has changed
        beat(node, "c2", 0);
        long committed = pass(node);
        assertThat(together(20))
                .allSatisfy(
                        reply -> assertThat(((BeatReply.Known) reply).epoch()).isGreaterThanOrEqualTo(committed));
    }

    @Test
    void itIsAnsweredAndWrittenAsTheScriptWould() {
        // given
        BeatReply byScript = beat(node, "c1", 5, ALL);
        String written = console.text("GET", LEASE);
        settle(node, 5);

        // when
        console.call("PEXPIRE", LEASE, "3000");
        BeatReply reply = beat(node, "c1", 5, ALL);

        // then
        assertThat(reply).usingRecursiveComparison().isEqualTo(byScript);
        assertThat(console.text("GET", LEASE)).isEqualTo(written);
        assertThat(console.number("PTTL", LEASE)).isGreaterThan(25_000);
    }

    @Test
    void afterACommitOfThisNodeNoHeartbeatIsAnsweredWithWhatWasBefore() {
        settle(node, 0);
        for (int round = 0; round < 100; round++) {
            // given
            beat(node, "n" + round, 0);

            // when
            long committed = pass(node);
            BeatReply.Known known = (BeatReply.Known) beat(node, "c1", 0, ALL);

            // then
            assertThat(known.epoch()).as("round %d", round).isGreaterThanOrEqualTo(committed);
            if (round == 0) {
                assertThat(known.grant()).isEqualTo(bytes(0, 1));
            }
        }
    }

    @Test
    void aCommitOfAnotherNodeIsAnsweredAfterATenthOfASecondAtTheLatest() {
        for (int round = 0; round < 5; round++) {
            // given
            createGroup();
            settle(node, 0);
            beat(other, "n" + round, 0);

            // when
            long committed = pass(other);
            long known = System.nanoTime();

            // then
            await().pollInterval(Duration.ofMillis(1)).until(() -> {
                long asked = System.nanoTime();
                BeatReply.Known answer = (BeatReply.Known) beat(node, "c1", 0, ALL);
                boolean isOfBefore = answer.epoch() < committed;
                assertThat(isOfBefore && asked - known > Look.LASTS_NANOS)
                        .as("answered with what was before")
                        .isFalse();
                return !isOfBefore;
            });
            assertThat(((BeatReply.Known) beat(node, "c1", 0, ALL)).grant()).isEqualTo(bytes(0, 1));
        }
    }

    @Test
    void aCopyOfAnOlderHeartbeatDoesNotPutTheClockOfTheLeaseBack() {
        // given: both nodes know the member, and then one of them alone is asked
        settle(other, 100);
        settle(node, 100);
        beat(node, "c1", 105, ALL);

        // when
        beat(other, "c1", 101, ALL);

        // then
        await().untilAsserted(() -> assertThat(console.text("GET", LEASE)).contains(" 105 "));
    }

    @Test
    void aMemberWhoseLeaseIsGoneIsRenewedByTheScript() {
        settle(node, 0);
        console.call("DEL", LEASE);
        assertThat(beat(node, "c1", 0, ALL)).isInstanceOf(BeatReply.Known.class);
        assertThat(console.number("PTTL", LEASE)).isPositive();
    }

    @Test
    void aDeletedGroupIsGoneAtOnce() {
        settle(node, 0);
        other.directory.delete(GROUP, Members.REMOVE).toCompletableFuture().join();
        assertThat(beat(node, "c1", 0, ALL)).isInstanceOf(BeatReply.NoGroup.class);
    }

    @Test
    void anotherSessionTimeoutIsInForceAtOnceOnTheNodeThatWasToldOfIt() {
        settle(node, 0);
        lengthenSessions(node);
        beat(node, "c1", 0, ALL);
        assertThat(console.number("PTTL", LEASE)).isGreaterThan(60_000);
    }

    @Test
    void anotherSessionTimeoutIsInForceSoonOnTheOthers() {
        settle(node, 0);
        lengthenSessions(other);
        await().untilAsserted(() -> {
            beat(node, "c1", 0, ALL);
            assertThat(console.number("PTTL", LEASE)).isGreaterThan(60_000);
        });
    }

    @Test
    void whatAnEndedConnectionWasToldIsForgotten() {
        // given
        settle(node, 0);

        // when
        console.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
        await().ignoreExceptions().until(() -> beat(other, "n", 0) instanceof BeatReply.Known);
        pass(other);

        // then
        await().ignoreExceptions()
                .until(() -> beat(node, "c1", 0, ALL) instanceof BeatReply.Known known
                        && Arrays.equals(known.grant(), bytes(0, 1)));
    }

    @Test
    void intervalsAreObservedByTheScript() {
        // given
        node.directory.delete(GROUP, Members.REMOVE).toCompletableFuture().join();
        GroupOverrides auto = new GroupOverrides(FenceMargin.AUTO, null, null);
        create(new GroupSettings(30, false, List.of("logstore"), auto));
        beat(node, "c1", 0);
        pass(node);
        beat(node, "c1", 0, ALL);
        console.call("CONFIG", "RESETSTAT");

        // when
        for (int i = 0; i < 20; i++) {
            beat(node, "c1", 0, ALL);
        }

        // then
        assertThat(console.calls("evalsha")).isEqualTo(20);
    }

    private static void lengthenSessions(StoreUnderTest by) {
        by.directory
                .update(GROUP, new GroupSettings(90, false, List.of("logstore")))
                .toCompletableFuture()
                .join();
    }

    private static void create(GroupSettings settings) {
        node.catalog
                .declare(PROJECT, "p", List.of(new Topic("logstore", "logstore", ALL.length)))
                .toCompletableFuture()
                .join();
        node.directory.create(GROUP, settings).toCompletableFuture().join();
    }

    /** Until heartbeats of c1 are answered without the script. */
    private static void settle(StoreUnderTest by, long clock) {
        await().ignoreExceptions().atMost(Duration.ofSeconds(30)).until(() -> {
            console.call("CONFIG", "RESETSTAT");
            beat(by, "c1", clock, ALL);
            return console.calls("evalsha") == 0;
        });
    }

    private static BeatReply beat(StoreUnderTest by, String member, long clock, int... report) {
        return by.beat(
                new Heartbeat(GROUP, new MemberId(member), bytes(report), report.length > 0, Stranger.REFUSE, clock));
    }

    /** So many heartbeats of c1 that come in during one turn of an event loop. */
    private static List<BeatReply> together(int count) {
        CompletableFuture<List<CompletionStage<BeatReply>>> begun = new CompletableFuture<>();
        node.redis.onBackground(link -> begun.complete(Stream.generate(() -> node.groups.beat(
                        new Heartbeat(GROUP, new MemberId("c1"), bytes(ALL), true, Stranger.REFUSE, 0)))
                .limit(count)
                .toList()));
        return begun.join().stream()
                .map(reply -> reply.toCompletableFuture().join())
                .toList();
    }

    private static byte[] bytes(int... shards) {
        return node.codec.encode(GROUP, ShardSet.of("logstore", shards));
    }

    private static long pass(StoreUnderTest by) {
        var claim = by.groups.claim(GROUP).toCompletableFuture().join().orElseThrow();
        var plan = new Planner(new StickyBalancedAssignor()).plan(claim.snapshot());
        return by.groups.commit(claim, plan).toCompletableFuture().join().epoch();
    }
}
