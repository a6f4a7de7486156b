package io.shardbeat.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.StickyBalancedAssignor;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Topic;
import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.BeatReply.Known;
import io.shardbeat.coordinator.GroupBrowser.Page;
import io.shardbeat.coordinator.GroupBrowser.Query;
import io.shardbeat.coordinator.GroupCursor;
import io.shardbeat.coordinator.GroupDirectory.Members;
import io.shardbeat.coordinator.GroupDirectory.Rebuilt;
import io.shardbeat.coordinator.GroupStore.Sweep;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.coordinator.Heartbeat.Stranger;
import io.shardbeat.coordinator.PassListener;
import io.shardbeat.coordinator.Reconciler;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.coordinator.StoreUnavailableException.Reason;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.Plan;
import io.shardbeat.group.Planner;
import io.shardbeat.testkit.RedisConsole;
import io.shardbeat.testkit.RedisProcess;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A value that cannot be read damages its own group, and no other. On a Redis of its own, since much is broken in it. */
class DamagedRecordsTest {
    private static final Namespace PROJECT = new Namespace("sls", "project");
    private static final String LOGSTORE = "logstore";
    private static final GroupSettings SETTINGS = new GroupSettings(30, false, List.of(LOGSTORE));
    private static final RedisProcess REDIS = new RedisProcess();
    private static final GroupId GROUP = new GroupId(PROJECT, LOGSTORE, "group");
    private static final int BUCKET = Keys.bucket(GROUP.path());
    private static final String STEM = Keys.stem(GROUP);
    /** In the same bucket, so that whatever the first one breaks is beside it. */
    private static final GroupId NEIGHBOUR = IntStream.range(0, 10_000)
            .mapToObj(i -> new GroupId(PROJECT, LOGSTORE, "neighbour-" + i))
            .filter(group -> Keys.bucket(group.path()) == BUCKET)
            .findFirst()
            .orElseThrow();

    private static StoreUnderTest store;
    private static RedisConsole console;
    private final Reconciler reconciler =
            new Reconciler(store.groups, new Planner(new StickyBalancedAssignor()), Runnable::run, new Quiet());

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
    void begin() {
        console.call("FLUSHALL");
        for (int bucket = 0; bucket < Keys.BUCKETS; bucket++) {
            join(store.groups.sweep(bucket, Sweep.OWN));
            console.call("HDEL", Keys.sweep(bucket), "lost");
        }
        join(store.catalog.declare(PROJECT, "p", List.of(new Topic(LOGSTORE, LOGSTORE, 4))));
        join(store.directory.create(GROUP, SETTINGS));
        join(store.directory.create(NEIGHBOUR, SETTINGS));
        settle(GROUP);
        settle(NEIGHBOUR);
    }

    private void settle(GroupId group) {
        beat(group, "c1");
        join(reconciler.reconcile(group));
        assertThat(granted(beat(group, "c1"))).isEqualTo("[0,1,2,3]");
    }

    /** Row 11: "200 bca[0,...]" was the answer. */
    @ParameterizedTest
    @CsvSource({
        "HSET,:group,epoch,abc",
        "HSET,:group,epoch,12x",
        "HSET,:group,ttl,soon",
        "HSET,:members,c1,garbage",
        "HSET,:members,c1,a[0;1",
        "HSET,:members,c1,''",
        "SET,:members,x,",
        "SET,:group,x,",
    })
    void aHeartbeatOfADamagedGroupFailsAndItsNeighboursDoNot(String command, String key, String field, String value) {
        damage(command, key, field, value);
        assertThatThrownBy(() -> beat(GROUP, "c1", 0, 1)).satisfies(DamagedRecordsTest::isDamaged);
        assertNeighbourIsWell();
        assertRecovers();
    }

    @ParameterizedTest
    @CsvSource({
        "HSET,:members,c2,garbage",
        "HSET,:members,c2,''",
        "HSET,:handovers,logstore/0,nonsense",
        "HSET,:handovers,nonsense,nonsense",
        "HSET,:fences,logstore/0,later",
        "SET,:handovers,x,",
        "SET,:fences,x,",
        "HSET,:group,timeout,soon",
        "HSET,:group,format,2",
        "HSET,:group,brake,none",
        "HSET,:group,deaths,none",
        "SET,:lease:c1,garbage,",
        "HSET,:finished,nonsense,nonsense",
    })
    void aPassOverADamagedGroupSetsItApart(String command, String key, String field, String value) {
        damage(command, key, field, value);
        join(reconciler.reconcile(GROUP));
        boolean read = key.equals(":finished"); // of a topic that was never split, this is not even read
        if (!read) {
            assertThat(row(GROUP).damage()).isNotNull();
            assertThat(row(GROUP).damage().failures()).isEqualTo(1);
            double due = Double.parseDouble(console.text("ZSCORE", Keys.due(BUCKET), "g" + GROUP.path()));
            assertThat(due).isGreaterThan(console.nowMillis());
            join(reconciler.reconcile(GROUP));
            assertThat(row(GROUP).damage().failures()).isEqualTo(2);
        }
        assertNeighbourIsWell();
        assertRecovers();
    }

    /** An operator has it rebuilt; where even its settings are gone, it is dropped. */
    private void assertRecovers() {
        Rebuilt rebuilt = join(store.directory.rebuild(GROUP));
        if (rebuilt == Rebuilt.SETTINGS_LOST) {
            join(store.directory.delete(GROUP, Members.REMOVE));
            assertThat(console.list("KEYS", STEM + "*")).isEmpty();
            assertThat(join(store.directory.create(GROUP, SETTINGS))).isTrue();
            settle(GROUP);
            return;
        }
        assertThat(rebuilt).isEqualTo(Rebuilt.BEGUN);
        beat(GROUP, "c1", 0, 1, 2, 3);
        join(reconciler.reconcile(GROUP));
        assertThat(granted(beat(GROUP, "c1", 0, 1, 2, 3))).isEqualTo("[0,1,2,3]");
        assertThat(row(GROUP).damage()).isNull();
    }

    @Test
    void whoIsWellAgainIsNoLongerMarked() {
        console.call("HSET", STEM + ":fences", "logstore/0", "later");
        join(reconciler.reconcile(GROUP));
        assertThat(row(GROUP).damage()).isNotNull();
        console.call("DEL", STEM + ":fences");
        join(reconciler.reconcile(GROUP));
        await().untilAsserted(() -> assertThat(row(GROUP).damage()).isNull());
    }

    /** Row 11: {@code ZADD sb:{5}:due 0 garbage}. */
    @ParameterizedTest
    @CsvSource({"garbage", "g", "l", "lsls/project/logstore/group", "gnonsense", "gsls/elsewhere/l/g1", "''"})
    void anEntryThatNobodyWroteIsDropped(String entry) {
        console.call("ZADD", Keys.due(BUCKET), "0", entry);
        console.call("ZADD", Keys.due(BUCKET), "1", "g" + NEIGHBOUR.path());
        assertThat(join(store.groups.sweep(BUCKET, Sweep.OWN))).contains(NEIGHBOUR);
        await().untilAsserted(() ->
                assertThat(console.call("ZSCORE", Keys.due(BUCKET), entry)).isNull());
    }

    @Test
    void anIndexOfAnotherTypeIsMadeAnew() {
        console.call("DEL", Keys.due(BUCKET));
        console.call("SET", Keys.due(BUCKET), "x");
        join(store.groups.sweep(BUCKET, Sweep.OWN));
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            assertThat(console.list("ZRANGE", Keys.due(BUCKET), "0", "-1"))
                    .contains("g" + GROUP.path(), "l" + GROUP.path() + "\nc1", "l" + NEIGHBOUR.path() + "\nc1");
            assertThat(console.call("HGET", Keys.sweep(BUCKET), "reindex")).isNull();
        });
    }

    /** As if the bucket had been emptied: who holds what is what the members say. */
    @Test
    void aSweepHashOfAnotherTypeHasItsBucketRebuilt() {
        console.call("DEL", Keys.sweep(BUCKET));
        console.call("SET", Keys.sweep(BUCKET), "x");
        assertThatThrownBy(() -> beat(GROUP, "c1", 0, 1, 2, 3)).satisfies(DamagedRecordsTest::isDamaged);
        join(store.groups.sweep(BUCKET, Sweep.OWN));
        beat(GROUP, "c1", 0, 1, 2, 3);
        join(reconciler.reconcile(GROUP));
        assertThat(granted(beat(GROUP, "c1", 0, 1, 2, 3))).isEqualTo("[0,1,2,3]");
    }

    @Test
    void nonsenseInTheSweepHashIsPutRight() {
        console.call("HSET", Keys.sweep(BUCKET), "seen", "x", "resumed", "x", "floor", "x");
        join(store.groups.sweep(BUCKET, Sweep.OWN));
        assertThat(console.text("HGET", Keys.sweep(BUCKET), "resumed")).matches("\\d+");
        join(reconciler.reconcile(GROUP));
        assertThat(row(GROUP).damage()).isNull();
    }

    @Test
    void aNodesKeyOfAnotherTypeIsReplaced() {
        console.call("SET", Keys.nodes(), "x");
        assertThat(join(new RedisLiveNodes(store.redis).beat("n1", Duration.ofSeconds(2))))
                .containsExactly("n1");
    }

    @Test
    void whatIsNoLeaseIsReplacedByTheNextHeartbeat() {
        console.call("DEL", Keys.lease(STEM, "c1"));
        console.call("RPUSH", Keys.lease(STEM, "c1"), "x");
        assertThat(granted(beat(GROUP, "c1", 0, 1, 2, 3))).isEqualTo("[0,1,2,3]");
        console.call("SET", Keys.lease(STEM, "c1"), "x");
        assertThat(granted(join(store.groups.beat(heartbeat(GROUP, "c1", 1_800_000_000L, 0, 1, 2, 3)))))
                .isEqualTo("[0,1,2,3]");
        assertThat(console.text("GET", Keys.lease(STEM, "c1"))).endsWith("[0,1,2,3]");
    }

    @Test
    void aDamagedNamespaceLeavesTheListingsOfOthersAlone() {
        console.call("SADD", Keys.namespaces(), "nonsense", "sls/broken", "sls/odd");
        console.call("SET", Keys.namespace(new Namespace("sls", "broken")), "x");
        console.call("SET", Keys.topics(new Namespace("sls", "broken")), "x");
        console.call("HSET", Keys.namespace(new Namespace("sls", "odd")), "tags", "{", "created", "once");
        assertThat(page().groups()).hasSize(2);
        assertThat(join(store.catalog.namespaces("sls")))
                .extracting(summary -> summary.info().id())
                .containsExactly(PROJECT);
    }

    @Test
    void aDamagedTopicDamagesItsOwnGroups() {
        Namespace other = new Namespace("sls", "other");
        GroupId broken = new GroupId(other, LOGSTORE, "group");
        join(store.catalog.declare(other, "o", List.of(new Topic(LOGSTORE, LOGSTORE, 4))));
        join(store.directory.create(broken, SETTINGS));
        console.call("HSET", Keys.topics(other), LOGSTORE, "{nonsense");
        join(reconciler.reconcile(broken));
        assertThat(row(broken).damage()).isNotNull();
        assertNeighbourIsWell();
    }

    @Test
    void oneDamagedGroupDoesNotHideTheOthersOfItsLogstore() {
        console.call("HSET", STEM + ":group", "timeout", "x");
        assertThat(join(store.directory.list(PROJECT, LOGSTORE)).keySet()).containsExactly(NEIGHBOUR);
        console.call("DEL", STEM + ":group");
        console.call("SET", STEM + ":group", "x");
        assertThat(join(store.directory.list(PROJECT, LOGSTORE)).keySet()).containsExactly(NEIGHBOUR);
    }

    /** A newer version's data is not for this one to touch. */
    @Test
    void aNewerFormatGetsNoConnectionAndIsLeftAsItIs() {
        console.call("HSET", Keys.sweep(BUCKET), "format", "2");
        console.call("HDEL", Keys.sweep(BUCKET), "incarnation");
        try (StoreUnderTest older = new StoreUnderTest(REDIS.uri())) {
            assertThatThrownBy(() -> older.beat(heartbeat(GROUP, "c1", 0)))
                    .hasStackTraceContaining("format 2")
                    .hasStackTraceContaining("only knows format 1");
        }
        assertThat(console.call("HGET", Keys.sweep(BUCKET), "incarnation")).isNull();
    }

    private void damage(String command, String key, String field, String value) {
        if (command.equals("SET")) {
            console.call("DEL", STEM + key);
            console.call("SET", STEM + key, field);
        } else {
            console.call("HSET", STEM + key, field, value);
        }
    }

    private void assertNeighbourIsWell() {
        assertThat(granted(beat(NEIGHBOUR, "c1", 0, 1, 2, 3))).isEqualTo("[0,1,2,3]");
        console.call("ZADD", Keys.due(BUCKET), "1", "g" + NEIGHBOUR.path());
        console.call("ZADD", Keys.due(BUCKET), "1", "l" + GROUP.path() + "\nc1");
        assertThat(join(store.groups.sweep(BUCKET, Sweep.OWN))).contains(NEIGHBOUR);
        join(reconciler.reconcile(NEIGHBOUR));
        assertThat(row(NEIGHBOUR).damage()).isNull();
        assertThat(row(NEIGHBOUR).members()).isEqualTo(1);
    }

    private static io.shardbeat.coordinator.GroupBrowser.Summary row(GroupId group) {
        return page().groups().stream()
                .filter(row -> row.id().equals(group))
                .findFirst()
                .orElseThrow();
    }

    private static Page page() {
        return join(store.browser.groups(new Query("", GroupCursor.START, 1000)));
    }

    private static void isDamaged(Throwable failure) {
        assertThat(StoreUnavailableException.behind(failure))
                .isInstanceOfSatisfying(
                        StoreUnavailableException.class,
                        end -> assertThat(end.reason()).isEqualTo(Reason.DAMAGED));
    }

    private static BeatReply beat(GroupId group, String member, int... report) {
        return join(store.groups.beat(heartbeat(group, member, 0, report)));
    }

    private static Heartbeat heartbeat(GroupId group, String member, long sentAt, int... report) {
        byte[] bytes = java.util.Arrays.toString(report).replace(" ", "").getBytes(StandardCharsets.US_ASCII);
        return new Heartbeat(group, new MemberId(member), bytes, report.length > 0, Stranger.REFUSE, sentAt);
    }

    private static String granted(BeatReply reply) {
        assertThat(reply).isInstanceOf(Known.class);
        return new String(((Known) reply).grant(), StandardCharsets.US_ASCII);
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private static final class Quiet implements PassListener {
        @Override
        public void committed(GroupSnapshot snapshot, Plan plan) {}

        @Override
        public void stale(GroupId group) {}

        @Override
        public void failed(GroupId group, Throwable failure) {}
    }
}
