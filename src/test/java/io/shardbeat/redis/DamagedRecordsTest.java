package io.shardbeat.redis;

import static io.shardbeat.redis.OwnRedis.granted;
import static io.shardbeat.redis.OwnRedis.heartbeat;
import static io.shardbeat.redis.OwnRedis.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.shardbeat.assignment.sticky.StickyBalancedAssignor;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Topic;
import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.GroupDirectory.Members;
import io.shardbeat.coordinator.GroupDirectory.Rebuilt;
import io.shardbeat.coordinator.GroupStore.Sweep;
import io.shardbeat.coordinator.LiveNodes;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.coordinator.StoreUnavailableException.Reason;
import io.shardbeat.coordinator.catalog.CatalogLimits;
import io.shardbeat.coordinator.catalog.CatalogOutcome;
import io.shardbeat.coordinator.catalog.Topics;
import io.shardbeat.coordinator.groups.GroupBrowser.Page;
import io.shardbeat.coordinator.groups.GroupBrowser.Query;
import io.shardbeat.coordinator.groups.GroupCursor;
import io.shardbeat.coordinator.groups.GroupLimit;
import io.shardbeat.coordinator.groups.GroupOutcome;
import io.shardbeat.coordinator.groups.Groups;
import io.shardbeat.coordinator.pass.PassListener;
import io.shardbeat.coordinator.pass.Reconciler;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.plan.Plan;
import io.shardbeat.group.plan.Planner;
import io.shardbeat.redis.format.Keys;
import io.shardbeat.testkit.RedisConsole;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A value that cannot be read damages its own group, and no other. On a Redis of its own, since much is broken in it. */
class DamagedRecordsTest {
    private static final Namespace PROJECT = new Namespace("sls", "project");
    private static final String LOGSTORE = "logstore";
    private static final GroupSettings SETTINGS = new GroupSettings(30, false, List.of(LOGSTORE));
    private static final GroupId GROUP = new GroupId(PROJECT, LOGSTORE, "group");
    private static final int BUCKET = Keys.bucket(GROUP.path());
    private static final String STEM = Keys.stem(GROUP);
    /** In the same bucket, so that whatever the first one breaks is beside it. */
    private static final GroupId NEIGHBOUR = IntStream.range(0, 10_000)
            .mapToObj(i -> new GroupId(PROJECT, LOGSTORE, "neighbour-" + i))
            .filter(group -> Keys.bucket(group.path()) == BUCKET)
            .findFirst()
            .orElseThrow();

    private static final GroupId ELSEWHERE = new GroupId(PROJECT, LOGSTORE, "elsewhere");

    @RegisterExtension
    static final OwnRedis REDIS = new OwnRedis();

    private static final StoreUnderTest STORE = REDIS.store();
    private static final RedisConsole CONSOLE = REDIS.console();
    private final Reconciler reconciler =
            new Reconciler(STORE.groups, new Planner(new StickyBalancedAssignor()), Runnable::run, new Quiet());

    @BeforeEach
    void begin() {
        REDIS.empty();
        join(STORE.catalog.declare(PROJECT, "p", List.of(new Topic(LOGSTORE, LOGSTORE, 4))));
        join(STORE.directory.create(GROUP, SETTINGS));
        join(STORE.directory.create(NEIGHBOUR, SETTINGS));
        settle(GROUP);
        settle(NEIGHBOUR);
        assertThat(Keys.bucket(ELSEWHERE.path())).isNotEqualTo(BUCKET);
        join(STORE.directory.create(ELSEWHERE, SETTINGS));
        settle(ELSEWHERE);
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
            double due = Double.parseDouble(CONSOLE.text("ZSCORE", Keys.due(BUCKET), "g" + GROUP.path()));
            assertThat(due).isGreaterThan(CONSOLE.nowMillis());
            join(reconciler.reconcile(GROUP));
            assertThat(row(GROUP).damage().failures()).isEqualTo(2);
        }
        assertNeighbourIsWell();
        assertRecovers();
    }

    /** An operator has it rebuilt; where even its settings are gone, it is dropped. */
    private void assertRecovers() {
        Rebuilt rebuilt = join(STORE.directory.rebuild(GROUP));
        if (rebuilt == Rebuilt.SETTINGS_LOST) {
            join(STORE.directory.delete(GROUP, Members.REMOVE));
            assertThat(CONSOLE.list("KEYS", STEM + "*")).isSubsetOf(STEM + ":deletion");
            assertThat(join(STORE.directory.create(GROUP, SETTINGS))).isTrue();
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
        CONSOLE.call("HSET", STEM + ":fences", "logstore/0", "later");
        join(reconciler.reconcile(GROUP));
        assertThat(row(GROUP).damage()).isNotNull();
        CONSOLE.call("DEL", STEM + ":fences");
        join(reconciler.reconcile(GROUP));
        await().untilAsserted(() -> assertThat(row(GROUP).damage()).isNull());
    }

    /** Row 11: {@code ZADD sb:{5}:due 0 garbage}. */
    @ParameterizedTest
    @CsvSource({"garbage", "g", "l", "lsls/project/logstore/group", "gnonsense", "gsls/elsewhere/l/g1", "''"})
    void anEntryThatNobodyWroteIsDropped(String entry) {
        CONSOLE.call("ZADD", Keys.due(BUCKET), "0", entry);
        CONSOLE.call("ZADD", Keys.due(BUCKET), "1", "g" + NEIGHBOUR.path());
        assertThat(join(STORE.groups.sweep(BUCKET, Sweep.OWN))).contains(NEIGHBOUR);
        await().untilAsserted(() ->
                assertThat(CONSOLE.call("ZSCORE", Keys.due(BUCKET), entry)).isNull());
    }

    @Test
    void anIndexOfAnotherTypeIsMadeAnew() {
        CONSOLE.call("DEL", Keys.due(BUCKET));
        CONSOLE.call("SET", Keys.due(BUCKET), "x");
        join(STORE.groups.sweep(BUCKET, Sweep.OWN));
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            assertThat(CONSOLE.list("ZRANGE", Keys.due(BUCKET), "0", "-1"))
                    .contains("g" + GROUP.path(), "l" + GROUP.path() + "\nc1", "l" + NEIGHBOUR.path() + "\nc1");
            assertThat(CONSOLE.call("HGET", Keys.sweep(BUCKET), "reindex")).isNull();
        });
    }

    /** As if the bucket had been emptied: who holds what is what the members say. */
    @Test
    void aSweepHashOfAnotherTypeHasItsBucketRebuilt() {
        CONSOLE.call("DEL", Keys.sweep(BUCKET));
        CONSOLE.call("SET", Keys.sweep(BUCKET), "x");
        assertThatThrownBy(() -> beat(GROUP, "c1", 0, 1, 2, 3)).satisfies(DamagedRecordsTest::isDamaged);
        join(STORE.groups.sweep(BUCKET, Sweep.OWN));
        beat(GROUP, "c1", 0, 1, 2, 3);
        join(reconciler.reconcile(GROUP));
        assertThat(granted(beat(GROUP, "c1", 0, 1, 2, 3))).isEqualTo("[0,1,2,3]");
    }

    @Test
    void nonsenseInTheSweepHashIsPutRight() {
        CONSOLE.call("HSET", Keys.sweep(BUCKET), "seen", "x", "resumed", "x", "floor", "x");
        join(STORE.groups.sweep(BUCKET, Sweep.OWN));
        assertThat(CONSOLE.text("HGET", Keys.sweep(BUCKET), "resumed")).matches("\\d+");
        join(reconciler.reconcile(GROUP));
        assertThat(row(GROUP).damage()).isNull();
    }

    @Test
    void aNodesKeyOfAnotherTypeIsReplaced() {
        CONSOLE.call("SET", Keys.nodes(), "x");
        assertThat(join(new RedisLiveNodes(STORE.redis).beat("n1", LiveNodes.About.NOTHING, Duration.ofSeconds(2)))
                        .ids())
                .containsExactly("n1");
    }

    @Test
    void whatIsNoLeaseIsReplacedByTheNextHeartbeat() {
        CONSOLE.call("DEL", Keys.lease(STEM, "c1"));
        CONSOLE.call("RPUSH", Keys.lease(STEM, "c1"), "x");
        assertThat(granted(beat(GROUP, "c1", 0, 1, 2, 3))).isEqualTo("[0,1,2,3]");
        CONSOLE.call("SET", Keys.lease(STEM, "c1"), "x");
        assertThat(granted(join(STORE.groups.beat(heartbeat(GROUP, "c1", 1_800_000_000L, 0, 1, 2, 3)))))
                .isEqualTo("[0,1,2,3]");
        assertThat(CONSOLE.text("GET", Keys.lease(STEM, "c1"))).endsWith("[0,1,2,3]");
    }

    @Test
    void aDamagedNamespaceLeavesTheListingsOfOthersAlone() {
        CONSOLE.call("SADD", Keys.namespaces(), "nonsense", "sls/broken", "sls/odd");
        CONSOLE.call("SET", Keys.namespace(new Namespace("sls", "broken")), "x");
        CONSOLE.call("SET", Keys.topics(new Namespace("sls", "broken")), "x");
        CONSOLE.call("HSET", Keys.namespace(new Namespace("sls", "odd")), "tags", "{", "created", "once");
        assertThat(page().groups()).hasSize(3);
        assertThat(join(STORE.catalog.namespaces("sls")))
                .extracting(summary -> summary.info().id())
                .containsExactly(PROJECT);
    }

    @Test
    void aDamagedTopicDamagesItsOwnGroups() {
        Namespace other = new Namespace("sls", "other");
        GroupId broken = new GroupId(other, LOGSTORE, "group");
        join(STORE.catalog.declare(other, "o", List.of(new Topic(LOGSTORE, LOGSTORE, 4))));
        join(STORE.directory.create(broken, SETTINGS));
        CONSOLE.call("HSET", Keys.topics(other), LOGSTORE, "{nonsense");
        join(reconciler.reconcile(broken));
        assertThat(row(broken).damage()).isNotNull();
        assertNeighbourIsWell();
    }

    /** Its name is neither free nor unknown; all that is not about it goes on, and deleting it helps. */
    @Test
    void aDamagedTopicIsNamedAndTheOthersOfItsProjectGoOn() {
        Topics topics = new Topics(STORE.catalog, STORE.directory);
        Groups groups = new Groups(STORE.catalog, STORE.directory, () -> true, List.of(new GroupLimit("sls", 9)));
        CatalogLimits limits = new CatalogLimits(9, 99, 99, 99);
        join(STORE.catalog.declare(PROJECT, "p", List.of(new Topic("broken", "broken", 1))));
        CONSOLE.call("HSET", Keys.topics(PROJECT), "broken", "{nonsense");

        assertThat(join(STORE.catalog.read(PROJECT)).orElseThrow().topics()).containsOnlyKeys(LOGSTORE);
        assertThat(done(topics.find(PROJECT, LOGSTORE))).isEqualTo(LOGSTORE);
        assertThat(done(topics.create(PROJECT, new Topic("fresh", "fresh", 1), limits)))
                .isEqualTo("fresh");
        assertThat(join(groups.create(new GroupId(PROJECT, LOGSTORE, "more"), SETTINGS)))
                .isInstanceOf(GroupOutcome.Done.class);
        join(STORE.catalog.declare(PROJECT, "p", List.of(new Topic("broken", "broken", 1), new Topic("b", "b", 1))));
        assertThat(CONSOLE.call("HGET", Keys.topics(PROJECT), "broken")).hasToString("{nonsense");
        for (CompletionStage<?> about : List.of(
                topics.find(PROJECT, "broken"),
                topics.create(PROJECT, new Topic("broken", "broken", 1), limits),
                groups.create(new GroupId(PROJECT, "broken", "g"), new GroupSettings(30, false, List.of("broken"))),
                groups.list(PROJECT, "broken"))) {
            assertThatThrownBy(() -> join(about)).satisfies(failure -> {
                isDamaged(failure);
                assertThat(((StoreUnavailableException) StoreUnavailableException.behind(failure)).damagedPart())
                        .isEqualTo("topic broken of sls/project");
            });
        }
        assertNeighbourIsWell();

        join(topics.delete(PROJECT, "broken"));
        assertThat(done(topics.create(PROJECT, new Topic("broken", "broken", 1), limits)))
                .isEqualTo("broken");
    }

    private static String done(CompletionStage<CatalogOutcome<Topic>> outcome) {
        assertThat(join(outcome)).isInstanceOf(CatalogOutcome.Done.class);
        return ((CatalogOutcome.Done<Topic>) join(outcome)).value().id();
    }

    @Test
    void oneDamagedGroupDoesNotHideTheOthersOfItsLogstore() {
        CONSOLE.call("HSET", STEM + ":group", "timeout", "x");
        assertThat(join(STORE.directory.list(PROJECT, LOGSTORE)).keySet()).containsExactly(ELSEWHERE, NEIGHBOUR);
        CONSOLE.call("DEL", STEM + ":group");
        CONSOLE.call("SET", STEM + ":group", "x");
        assertThat(join(STORE.directory.list(PROJECT, LOGSTORE)).keySet()).containsExactly(ELSEWHERE, NEIGHBOUR);
    }

    /** A newer version's data is not for this one to touch. */
    @Test
    void aNewerFormatGetsNoConnectionAndIsLeftAsItIs() {
        CONSOLE.call("HSET", Keys.sweep(BUCKET), "format", "2");
        CONSOLE.call("HDEL", Keys.sweep(BUCKET), "incarnation");
        try (StoreUnderTest older = new StoreUnderTest(REDIS.uri())) {
            assertThatThrownBy(() -> older.beat(heartbeat(GROUP, "c1", 0)))
                    .hasStackTraceContaining("format 2")
                    .hasStackTraceContaining("only knows format 1");
        }
        assertThat(CONSOLE.call("HGET", Keys.sweep(BUCKET), "incarnation")).isNull();
    }

    private void damage(String command, String key, String field, String value) {
        if (command.equals("SET")) {
            CONSOLE.call("DEL", STEM + key);
            CONSOLE.call("SET", STEM + key, field);
        } else {
            CONSOLE.call("HSET", STEM + key, field, value);
        }
    }

    private void assertNeighbourIsWell() {
        assertThat(granted(beat(ELSEWHERE, "c1", 0, 1, 2, 3))).isEqualTo("[0,1,2,3]");
        assertThat(granted(beat(NEIGHBOUR, "c1", 0, 1, 2, 3))).isEqualTo("[0,1,2,3]");
        CONSOLE.call("ZADD", Keys.due(BUCKET), "1", "g" + NEIGHBOUR.path());
        CONSOLE.call("ZADD", Keys.due(BUCKET), "1", "l" + GROUP.path() + "\nc1");
        assertThat(join(STORE.groups.sweep(BUCKET, Sweep.OWN))).contains(NEIGHBOUR);
        join(reconciler.reconcile(NEIGHBOUR));
        assertThat(row(NEIGHBOUR).damage()).isNull();
        assertThat(row(NEIGHBOUR).members()).isEqualTo(1);
    }

    private static io.shardbeat.coordinator.groups.GroupBrowser.Summary row(GroupId group) {
        return page().groups().stream()
                .filter(row -> row.id().equals(group))
                .findFirst()
                .orElseThrow();
    }

    private static Page page() {
        return join(STORE.browser.groups(new Query("", GroupCursor.START, 1000)));
    }

    private static void isDamaged(Throwable failure) {
        assertThat(StoreUnavailableException.behind(failure))
                .isInstanceOfSatisfying(
                        StoreUnavailableException.class,
                        end -> assertThat(end.reason()).isEqualTo(Reason.DAMAGED));
    }

    private static BeatReply beat(GroupId group, String member, int... report) {
        return join(STORE.groups.beat(heartbeat(group, member, 0, report)));
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
