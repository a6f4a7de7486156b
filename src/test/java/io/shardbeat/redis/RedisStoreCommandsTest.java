package io.shardbeat.redis;

import static io.shardbeat.redis.OwnRedis.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Topic;
import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.GroupDirectory.Members;
import io.shardbeat.coordinator.GroupStore.Sweep;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.coordinator.Heartbeat.Stranger;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.redis.format.Keys;
import io.shardbeat.testkit.process.RedisConsole;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the store asks of Redis: counted by Redis itself, so on one that nobody else uses. */
class RedisStoreCommandsTest {
    private static final Namespace PROJECT = new Namespace("sls", "project");
    private static final GroupId GROUP = new GroupId(PROJECT, "logstore", "group");
    private static final int BUCKET = Keys.bucket(GROUP.path());
    private static final String STEM = Keys.stem(GROUP);
    private static final int TIMEOUT_SECONDS = 30;

    @RegisterExtension
    static final OwnRedis REDIS = new OwnRedis();

    private static final StoreUnderTest STORE = REDIS.store();
    private static final RedisConsole CONSOLE = REDIS.console();

    @BeforeEach
    void createGroup() {
        STORE.directory.delete(GROUP, Members.REMOVE).toCompletableFuture().join();
        CONSOLE.call("UNLINK", Keys.due(BUCKET));
        STORE.catalog
                .declare(PROJECT, "p", List.of(new Topic("logstore", "logstore", 4)))
                .toCompletableFuture()
                .join();
        STORE.directory
                .create(GROUP, new GroupSettings(TIMEOUT_SECONDS, false, List.of("logstore")))
                .toCompletableFuture()
                .join();
    }

    @Test
    void aHeartbeatThatReportsSomethingElseThanItsGrantIsOneScriptCallAndNothingElse() {
        beat("c1");
        REDIS.pass(GROUP);
        // From here on the group is viewed, what the catalog has for it is known, and nothing is left of other tests.
        await().until(() -> isAnsweredWithoutScript("c1", 0, 1, 2, 3));
        CONSOLE.call("CONFIG", "RESETSTAT");
        int beats = 200;
        for (int i = 0; i < beats; i++) {
            beat("c1", 0, 1, 2);
        }
        assertThat(CONSOLE.calls("evalsha")).isEqualTo(beats);
        assertThat(CONSOLE.calls("eval")).isZero();
        assertThat(CONSOLE.calls("set")).as("inside the script").isEqualTo(beats);
        assertThat(CONSOLE.calls("zadd")).isZero();
        assertThat(CONSOLE.calls("hmget")).as("inside the script").isEqualTo(beats);
        assertThat(CONSOLE.calls("hget")).as("inside the script").isEqualTo(2 * beats);
    }

    /** Thousands join a big group, and wait for one pass. */
    @Test
    void whoWaitedForAPassIsAnsweredTogether() {
        List<Heartbeat> members =
                IntStream.range(0, 450).mapToObj(i -> heartbeat("c" + i)).toList();
        members.forEach(STORE::beat);
        REDIS.pass(GROUP);
        List<Optional<BeatReply>> alone =
                members.stream().map(one -> join(STORE.groups.answer(one))).toList();
        List<CompletionStage<Optional<BeatReply>>> together = new ArrayList<>();
        CompletableFuture<Optional<BeatReply>> stranger = new CompletableFuture<>();
        CONSOLE.call("CONFIG", "RESETSTAT");
        STORE.redis.onBackground(link -> {
            members.forEach(one -> together.add(STORE.groups.answer(one)));
            STORE.groups.answer(heartbeat("stranger")).thenAccept(stranger::complete);
        });
        assertThat(join(stranger)).isEmpty();
        assertThat(CONSOLE.calls("evalsha")).isEqualTo(3);
        assertThat(together.stream().map(OwnRedis::join).toList())
                .usingRecursiveComparison()
                .isEqualTo(alone);
        assertThat(alone)
                .anySatisfy(one -> assertThat(one)
                        .hasValueSatisfying(known ->
                                assertThat(((BeatReply.Known) known).grant()).isEqualTo(bytes(0))));
    }

    @Test
    void nothingIsEverFoundByScanningKeys() {
        CONSOLE.call("CONFIG", "RESETSTAT");
        IntStream.range(0, 50).forEach(member -> beat("c" + member));
        REDIS.pass(GROUP);
        sweep(Sweep.OWN);
        sweep(Sweep.BACKUP);
        STORE.directory.list(PROJECT, "logstore").toCompletableFuture().join();
        STORE.directory.delete(GROUP, Members.REMOVE).toCompletableFuture().join();
        assertThat(CONSOLE.calls("evalsha") + CONSOLE.calls("eval")).isPositive();
        assertThat(CONSOLE.calls("scan") + CONSOLE.calls("keys") + CONSOLE.calls("randomkey"))
                .isZero();
        assertThat(CONSOLE.list("CONFIG", "GET", "notify-keyspace-events"))
                .containsExactly("notify-keyspace-events", "");
    }

    @Test
    void aLeaseIsAKeyThatEndsWithTheSessionTimeout() {
        beat("c1");
        long left = CONSOLE.number("PTTL", Keys.lease(STEM, "c1"));
        assertThat(left).isBetween(TIMEOUT_SECONDS * 1000L - 2_000, TIMEOUT_SECONDS * 1000L);
        CONSOLE.call("PEXPIRE", Keys.lease(STEM, "c1"), "5000");
        beat("c1");
        assertThat(CONSOLE.number("PTTL", Keys.lease(STEM, "c1"))).isGreaterThan(20_000);
    }

    @Test
    void aGroupAndItsIndexShareOneClusterSlot() {
        beat("c1");
        REDIS.pass(GROUP);
        List<String> keys = CONSOLE.list("KEYS", "sb:{" + BUCKET + "}*");
        assertThat(keys).contains(Keys.group(STEM), Keys.members(STEM), Keys.lease(STEM, "c1"), Keys.due(BUCKET));
        assertThat(keys).allMatch(key -> key.startsWith("sb:{" + BUCKET + "}:"));
    }

    @Test
    void scriptsComeBackAfterTheServerForgotThem() {
        beat("c1");
        REDIS.pass(GROUP);
        CONSOLE.call("SCRIPT", "FLUSH");
        CONSOLE.call("CONFIG", "RESETSTAT");
        for (int i = 0; i < 7; i++) {
            assertThat(beat("c1", 0, 1, 2, 3)).isInstanceOf(BeatReply.Known.class);
        }
        assertThat(CONSOLE.calls("eval")).isEqualTo(1);
        sweep(Sweep.OWN);
        REDIS.pass(GROUP);
        assertThat(beat("c1", 0, 1, 2, 3))
                .isInstanceOfSatisfying(
                        BeatReply.Known.class,
                        known -> assertThat(known.grant()).isEqualTo(bytes(0, 1, 2, 3)));
    }

    @Test
    void aNewConnectionMakesEveryScriptKnownFirst() {
        CONSOLE.call("SCRIPT", "FLUSH");
        CONSOLE.call("CONFIG", "RESETSTAT");
        CONSOLE.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
        await().ignoreExceptions().until(() -> beat("c1") instanceof BeatReply.Known);
        sweep(Sweep.OWN);
        REDIS.pass(GROUP);
        assertThat(CONSOLE.calls("evalsha")).isPositive();
        assertThat(CONSOLE.calls("eval")).isZero();
    }

    @Test
    void theEntryOfALivingLeaseMovesToItsEnd() {
        beat("c1");
        REDIS.pass(GROUP);
        CONSOLE.call("ZADD", Keys.due(BUCKET), "1", leaseEntry("c1"));
        assertThat(sweep(Sweep.OWN)).isEmpty();
        assertThat(lookIn("c1")).isBetween(TIMEOUT_SECONDS * 1000.0 - 5_000, TIMEOUT_SECONDS * 1000.0);
    }

    @Test
    void aGroupWhoseNodeDiedDuringThePassComesUpAgain() {
        beat("c1");
        STORE.groups.claim(GROUP).toCompletableFuture().join();
        double due = Double.parseDouble(CONSOLE.text("ZSCORE", Keys.due(BUCKET), "g" + GROUP.path()));
        assertThat(due - CONSOLE.nowMillis()).isBetween(2_000.0, 6_000.0);
    }

    @Test
    void onlyWhatIsOverdueIsTakenFromAnotherNodesBucket() {
        beat("c1");
        assertThat(sweep(Sweep.BACKUP)).isEmpty();
        RedisTime.elapse(CONSOLE, StoreUnderTest.BACKUP_DELAY.plusMillis(20));
        assertThat(sweep(Sweep.BACKUP)).containsExactly(GROUP);
    }

    @Test
    void aDeletedGroupLeavesNothing() {
        IntStream.range(0, 3).forEach(member -> beat("c" + member));
        REDIS.pass(GROUP);
        STORE.directory.delete(GROUP, Members.REMOVE).toCompletableFuture().join();
        assertThat(CONSOLE.list("KEYS", STEM + "*")).isSubsetOf(STEM + ":deletion");
        assertThat(CONSOLE.list("ZRANGE", Keys.due(BUCKET), "0", "-1")).isEmpty();
    }

    /** As a node leaves them that dies while it deletes a group. */
    @Test
    void entriesOfMembersThatAreGoneAreDroppedBySweeps() {
        IntStream.range(0, 3).forEach(member -> beat("c" + member));
        REDIS.pass(GROUP);
        CONSOLE.call("UNLINK", Keys.group(STEM), Keys.members(STEM));
        IntStream.range(0, 3).forEach(member -> CONSOLE.call("ZADD", Keys.due(BUCKET), "1", leaseEntry("c" + member)));
        assertThat(sweep(Sweep.OWN)).isEmpty();
        assertThat(CONSOLE.call("ZSCORE", Keys.due(BUCKET), leaseEntry("c1"))).isNull();
    }

    @Test
    void anUpdateThatWasCutShortIsFinishedByItsRepetition() {
        beat("c1");
        beat("c2");
        REDIS.pass(GROUP);
        GroupSettings shorter = new GroupSettings(5, false, List.of("logstore"));
        update(shorter);
        CONSOLE.call("ZADD", Keys.due(BUCKET), Long.toString(Long.MAX_VALUE), leaseEntry("c2"));
        update(shorter);
        for (String member : List.of("c1", "c2")) {
            assertThat(lookIn(member)).isBetween(0.0, 5_000.0);
        }
    }

    @Test
    void anUpdateAddsNoEntryForWhoIsNoMember() {
        beat("c1");
        CONSOLE.call("ZREM", Keys.due(BUCKET), leaseEntry("c1"));
        update(new GroupSettings(5, false, List.of("logstore")));
        assertThat(CONSOLE.call("ZSCORE", Keys.due(BUCKET), leaseEntry("c1"))).isNull();
    }

    private static void update(GroupSettings settings) {
        STORE.directory.update(GROUP, settings).toCompletableFuture().join();
    }

    /** Milliseconds until the member's lease is looked at. */
    private static double lookIn(String member) {
        return Double.parseDouble(CONSOLE.text("ZSCORE", Keys.due(BUCKET), leaseEntry(member))) - CONSOLE.nowMillis();
    }

    private static String leaseEntry(String member) {
        return "l" + GROUP.path() + "\n" + member;
    }

    private static BeatReply beat(String member, int... report) {
        return STORE.beat(heartbeat(member, report));
    }

    private static boolean isAnsweredWithoutScript(String member, int... report) {
        long before = CONSOLE.calls("evalsha");
        beat(member, report);
        return CONSOLE.calls("evalsha") == before;
    }

    private static Heartbeat heartbeat(String member, int... report) {
        return new Heartbeat(GROUP, new MemberId(member), bytes(report), report.length > 0, Stranger.REFUSE, 0);
    }

    private static byte[] bytes(int... shards) {
        return STORE.codec.encode(GROUP, ShardSet.of("logstore", shards));
    }

    private static List<GroupId> sweep(Sweep kind) {
        return STORE.groups.sweep(BUCKET, kind).toCompletableFuture().join();
    }
}
