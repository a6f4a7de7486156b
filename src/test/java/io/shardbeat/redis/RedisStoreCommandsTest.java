package io.shardbeat.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.assignment.StickyBalancedAssignor;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Topic;
import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.GroupDirectory.Members;
import io.shardbeat.coordinator.GroupStore.Sweep;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.coordinator.Heartbeat.Stranger;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.group.Planner;
import io.shardbeat.testkit.RedisConsole;
import io.shardbeat.testkit.RedisProcess;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the store asks of Redis: counted by Redis itself, so on one that nobody else uses. */
class RedisStoreCommandsTest {
    private static final Namespace PROJECT = new Namespace("sls", "project");
    private static final GroupId GROUP = new GroupId(PROJECT, "logstore", "group");
    private static final int BUCKET = Keys.bucket(GROUP.path());
    private static final String STEM = Keys.stem(GROUP);
    private static final int TIMEOUT_SECONDS = 30;

    private static final RedisProcess REDIS = new RedisProcess();
    private static StoreUnderTest store;
    private static RedisConsole console;

    @BeforeAll
    static void start() {
        REDIS.start();
        store = new StoreUnderTest(REDIS.uri());
        console = new RedisConsole(REDIS.uri());
    }

    @AfterAll
    static void stop() {
        console.close();
        store.close();
        REDIS.close();
    }

    @BeforeEach
    void createGroup() {
        store.directory.delete(GROUP, Members.REMOVE).toCompletableFuture().join();
        console.call("UNLINK", Keys.due(BUCKET));
        store.catalog
                .declare(PROJECT, "p", List.of(new Topic("logstore", "logstore", 4)))
                .toCompletableFuture()
                .join();
        store.directory
                .create(GROUP, new GroupSettings(TIMEOUT_SECONDS, false, List.of("logstore")))
                .toCompletableFuture()
                .join();
    }

    @Test
    void aHeartbeatThatReportsSomethingElseThanItsGrantIsOneScriptCallAndNothingElse() {
        beat("c1");
        pass();
        for (int i = 0; i < 3; i++) {
            beat(
                    "c1", 0, 1, 2,
                    3); // what the catalog has for the group is known from now on, and what other tests left undone
        }
        console.call("CONFIG", "RESETSTAT");
        int beats = 200;
        for (int i = 0; i < beats; i++) {
            beat("c1", 0, 1, 2);
        }
        assertThat(console.calls("evalsha")).isEqualTo(beats);
        assertThat(console.calls("eval")).isZero();
        assertThat(console.calls("set")).as("inside the script").isEqualTo(beats);
        assertThat(console.calls("zadd")).isZero();
        assertThat(console.calls("hmget"))
                .as("inside the script, and perhaps once to view the group")
                .isBetween((long) beats, beats + 1L);
        assertThat(console.calls("hget"))
                .as("inside the script, and perhaps once to view the group")
                .isBetween(2L * beats, 2L * beats + 1);
    }

    @Test
    void nothingIsEverFoundByScanningKeys() {
        console.call("CONFIG", "RESETSTAT");
        IntStream.range(0, 50).forEach(member -> beat("c" + member));
        pass();
        sweep(Sweep.OWN);
        sweep(Sweep.BACKUP);
        store.directory.list(PROJECT, "logstore").toCompletableFuture().join();
        store.directory.delete(GROUP, Members.REMOVE).toCompletableFuture().join();
        assertThat(console.calls("evalsha") + console.calls("eval")).isPositive();
        assertThat(console.calls("scan") + console.calls("keys") + console.calls("randomkey"))
                .isZero();
        assertThat(console.list("CONFIG", "GET", "notify-keyspace-events"))
                .containsExactly("notify-keyspace-events", "");
    }

    @Test
    void aLeaseIsAKeyThatEndsWithTheSessionTimeout() {
        beat("c1");
        long left = console.number("PTTL", Keys.lease(STEM, "c1"));
        assertThat(left).isBetween(TIMEOUT_SECONDS * 1000L - 2_000, TIMEOUT_SECONDS * 1000L);
        console.call("PEXPIRE", Keys.lease(STEM, "c1"), "5000");
        beat("c1");
        assertThat(console.number("PTTL", Keys.lease(STEM, "c1"))).isGreaterThan(20_000);
    }

    @Test
    void aGroupAndItsIndexShareOneClusterSlot() {
        beat("c1");
        pass();
        List<String> keys = console.list("KEYS", "sb:{" + BUCKET + "}*");
        assertThat(keys).contains(Keys.group(STEM), Keys.members(STEM), Keys.lease(STEM, "c1"), Keys.due(BUCKET));
        assertThat(keys).allMatch(key -> key.startsWith("sb:{" + BUCKET + "}:"));
    }

    @Test
    void scriptsComeBackAfterTheServerForgotThem() {
        beat("c1");
        pass();
        console.call("SCRIPT", "FLUSH");
        console.call("CONFIG", "RESETSTAT");
        for (int i = 0; i < 7; i++) {
            assertThat(beat("c1", 0, 1, 2, 3)).isInstanceOf(BeatReply.Known.class);
        }
        assertThat(console.calls("eval")).isEqualTo(1);
        sweep(Sweep.OWN);
        pass();
        assertThat(beat("c1", 0, 1, 2, 3))
                .isInstanceOfSatisfying(
                        BeatReply.Known.class,
                        known -> assertThat(known.grant()).isEqualTo(bytes(0, 1, 2, 3)));
    }

    @Test
    void aNewConnectionMakesEveryScriptKnownFirst() {
        console.call("SCRIPT", "FLUSH");
        console.call("CONFIG", "RESETSTAT");
        console.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
        await().ignoreExceptions().until(() -> beat("c1") instanceof BeatReply.Known);
        sweep(Sweep.OWN);
        pass();
        assertThat(console.calls("evalsha")).isPositive();
        assertThat(console.calls("eval")).isZero();
    }

    @Test
    void theEntryOfALivingLeaseMovesToItsEnd() {
        beat("c1");
        pass();
        console.call("ZADD", Keys.due(BUCKET), "1", leaseEntry("c1"));
        assertThat(sweep(Sweep.OWN)).isEmpty();
        assertThat(lookIn("c1")).isBetween(TIMEOUT_SECONDS * 1000.0 - 5_000, TIMEOUT_SECONDS * 1000.0);
    }

    @Test
    void aGroupWhoseNodeDiedDuringThePassComesUpAgain() {
        beat("c1");
        store.groups.claim(GROUP).toCompletableFuture().join();
        double due = Double.parseDouble(console.text("ZSCORE", Keys.due(BUCKET), "g" + GROUP.path()));
        assertThat(due - console.nowMillis()).isBetween(2_000.0, 6_000.0);
    }

    @Test
    void onlyWhatIsOverdueIsTakenFromAnotherNodesBucket() {
        beat("c1");
        assertThat(sweep(Sweep.BACKUP)).isEmpty();
        RedisTime.elapse(console, StoreUnderTest.BACKUP_DELAY.plusMillis(20));
        assertThat(sweep(Sweep.BACKUP)).containsExactly(GROUP);
    }

    @Test
    void aDeletedGroupLeavesNothing() {
        IntStream.range(0, 3).forEach(member -> beat("c" + member));
        pass();
        store.directory.delete(GROUP, Members.REMOVE).toCompletableFuture().join();
        assertThat(console.list("KEYS", STEM + "*")).isEmpty();
        assertThat(console.list("ZRANGE", Keys.due(BUCKET), "0", "-1")).isEmpty();
    }

    /** As a node leaves them that dies while it deletes a group. */
    @Test
    void entriesOfMembersThatAreGoneAreDroppedBySweeps() {
        IntStream.range(0, 3).forEach(member -> beat("c" + member));
        pass();
        console.call("UNLINK", Keys.group(STEM), Keys.members(STEM));
        IntStream.range(0, 3).forEach(member -> console.call("ZADD", Keys.due(BUCKET), "1", leaseEntry("c" + member)));
        assertThat(sweep(Sweep.OWN)).isEmpty();
        assertThat(console.call("ZSCORE", Keys.due(BUCKET), leaseEntry("c1"))).isNull();
    }

    @Test
    void anUpdateThatWasCutShortIsFinishedByItsRepetition() {
        beat("c1");
        beat("c2");
        pass();
        GroupSettings shorter = new GroupSettings(5, false, List.of("logstore"));
        update(shorter);
        console.call("ZADD", Keys.due(BUCKET), Long.toString(Long.MAX_VALUE), leaseEntry("c2"));
        update(shorter);
        for (String member : List.of("c1", "c2")) {
            assertThat(lookIn(member)).isBetween(0.0, 5_000.0);
        }
    }

    @Test
    void anUpdateAddsNoEntryForWhoIsNoMember() {
        beat("c1");
        console.call("ZREM", Keys.due(BUCKET), leaseEntry("c1"));
        update(new GroupSettings(5, false, List.of("logstore")));
        assertThat(console.call("ZSCORE", Keys.due(BUCKET), leaseEntry("c1"))).isNull();
    }

    private static void update(GroupSettings settings) {
        store.directory.update(GROUP, settings).toCompletableFuture().join();
    }

    /** Milliseconds until the member's lease is looked at. */
    private static double lookIn(String member) {
        return Double.parseDouble(console.text("ZSCORE", Keys.due(BUCKET), leaseEntry(member))) - console.nowMillis();
    }

    private static String leaseEntry(String member) {
        return "l" + GROUP.path() + "\n" + member;
    }

    private static BeatReply beat(String member, int... report) {
        return store.beat(
                new Heartbeat(GROUP, new MemberId(member), bytes(report), report.length > 0, Stranger.REFUSE, 0));
    }

    private static byte[] bytes(int... shards) {
        return store.codec.encode(GROUP, ShardSet.of("logstore", shards));
    }

    private static void pass() {
        var claim = store.groups.claim(GROUP).toCompletableFuture().join().orElseThrow();
        var plan = new Planner(new StickyBalancedAssignor()).plan(claim.snapshot());
        assertThat(store.groups.commit(claim, plan).toCompletableFuture().join().isStale())
                .isFalse();
    }

    private static List<GroupId> sweep(Sweep kind) {
        return store.groups.sweep(BUCKET, kind).toCompletableFuture().join();
    }
}
