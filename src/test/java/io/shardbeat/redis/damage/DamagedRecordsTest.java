package io.shardbeat.redis.damage;

import static io.shardbeat.redis.OwnRedis.granted;
import static io.shardbeat.redis.OwnRedis.heartbeat;
import static io.shardbeat.redis.OwnRedis.join;
import static io.shardbeat.redis.damage.DamagedGroups.BUCKET;
import static io.shardbeat.redis.damage.DamagedGroups.GROUP;
import static io.shardbeat.redis.damage.DamagedGroups.LOGSTORE;
import static io.shardbeat.redis.damage.DamagedGroups.PROJECT;
import static io.shardbeat.redis.damage.DamagedGroups.SETTINGS;
import static io.shardbeat.redis.damage.DamagedGroups.STEM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Topic;
import io.shardbeat.coordinator.GroupDirectory.Members;
import io.shardbeat.coordinator.GroupDirectory.Rebuilt;
import io.shardbeat.coordinator.GroupStore.Sweep;
import io.shardbeat.coordinator.LiveNodes;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.coordinator.catalog.CatalogLimits;
import io.shardbeat.coordinator.catalog.CatalogOutcome;
import io.shardbeat.coordinator.catalog.Topics;
import io.shardbeat.coordinator.groups.GroupBrowser.Summary;
import io.shardbeat.coordinator.groups.GroupLimit;
import io.shardbeat.coordinator.groups.GroupOutcome;
import io.shardbeat.coordinator.groups.Groups;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.redis.OwnRedis;
import io.shardbeat.redis.StoreUnderTest;
import io.shardbeat.redis.format.Keys;
import io.shardbeat.testkit.process.RedisConsole;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A value that cannot be read damages its own group, and no other. On a Redis of its own, since much is broken in it. */
@Tag("long")
class DamagedRecordsTest {
    private static final GroupId NEIGHBOUR = DamagedGroups.neighbour(PROJECT);
    private static final GroupId ELSEWHERE = new GroupId(PROJECT, LOGSTORE, "elsewhere");

    @RegisterExtension
    static final OwnRedis REDIS = new OwnRedis();

    private static final StoreUnderTest STORE = REDIS.store();
    private static final RedisConsole CONSOLE = REDIS.console();
    private final DamagedGroups groups = new DamagedGroups(REDIS);

    @BeforeEach
    void begin() {
        REDIS.empty();
        assertThat(Keys.bucket(ELSEWHERE.path())).isNotEqualTo(BUCKET);
        groups.create(GROUP, NEIGHBOUR, ELSEWHERE);
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
        assertThatThrownBy(() -> groups.beat(GROUP, 0, 1)).satisfies(DamagedGroups::assertSaysDamaged);
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
        groups.pass(GROUP);
        boolean read = key.equals(":finished"); // of a topic that was never split, this is not even read
        if (!read) {
            assertThat(row(GROUP).damage()).isNotNull();
            assertThat(row(GROUP).damage().failures()).isEqualTo(1);
            double due = Double.parseDouble(CONSOLE.text("ZSCORE", Keys.due(BUCKET), "g" + GROUP.path()));
            assertThat(due).isGreaterThan(CONSOLE.nowMillis());
            groups.pass(GROUP);
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
            groups.settle(GROUP);
            return;
        }
        assertThat(rebuilt).isEqualTo(Rebuilt.BEGUN);
        groups.beat(GROUP, 0, 1, 2, 3);
        groups.pass(GROUP);
        groups.assertHasAll(GROUP);
        assertThat(row(GROUP).damage()).isNull();
    }

    @Test
    void whoIsWellAgainIsNoLongerMarked() {
        CONSOLE.call("HSET", STEM + ":fences", "logstore/0", "later");
        groups.pass(GROUP);
        assertThat(row(GROUP).damage()).isNotNull();
        CONSOLE.call("DEL", STEM + ":fences");
        groups.pass(GROUP);
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
        assertThatThrownBy(() -> groups.beat(GROUP, 0, 1, 2, 3)).satisfies(DamagedGroups::assertSaysDamaged);
        join(STORE.groups.sweep(BUCKET, Sweep.OWN));
        groups.beat(GROUP, 0, 1, 2, 3);
        groups.pass(GROUP);
        groups.assertHasAll(GROUP);
    }

    @Test
    void nonsenseInTheSweepHashIsPutRight() {
        CONSOLE.call("HSET", Keys.sweep(BUCKET), "seen", "x", "resumed", "x", "floor", "x");
        join(STORE.groups.sweep(BUCKET, Sweep.OWN));
        assertThat(CONSOLE.text("HGET", Keys.sweep(BUCKET), "resumed")).matches("\\d+");
        groups.pass(GROUP);
        assertThat(row(GROUP).damage()).isNull();
    }

    @Test
    void aNodesKeyOfAnotherTypeIsReplaced() {
        CONSOLE.call("SET", Keys.nodes(), "x");
        assertThat(join(STORE.liveNodes().beat("n1", LiveNodes.About.NOTHING, Duration.ofSeconds(2)))
                        .ids())
                .containsExactly("n1");
    }

    @Test
    void whatIsNoLeaseIsReplacedByTheNextHeartbeat() {
        CONSOLE.call("DEL", Keys.lease(STEM, "c1"));
        CONSOLE.call("RPUSH", Keys.lease(STEM, "c1"), "x");
        groups.assertHasAll(GROUP);
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
        assertThat(groups.page().groups()).hasSize(3);
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
        groups.pass(broken);
        assertThat(row(broken).damage()).isNotNull();
        assertNeighbourIsWell();
    }

    /** Its name is neither free nor unknown; all that is not about it goes on, and deleting it helps. */
    @Test
    void aDamagedTopicIsNamedAndTheOthersOfItsProjectGoOn() {
        Topics topics = new Topics(STORE.catalog, STORE.directory);
        Groups catalogued = new Groups(STORE.catalog, STORE.directory, () -> true, List.of(new GroupLimit("sls", 9)));
        CatalogLimits limits = new CatalogLimits(9, 99, 99, 99);
        join(STORE.catalog.declare(PROJECT, "p", List.of(new Topic("broken", "broken", 1))));
        CONSOLE.call("HSET", Keys.topics(PROJECT), "broken", "{nonsense");

        assertThat(join(STORE.catalog.read(PROJECT)).orElseThrow().topics()).containsOnlyKeys(LOGSTORE);
        assertThat(done(topics.find(PROJECT, LOGSTORE))).isEqualTo(LOGSTORE);
        assertThat(done(topics.create(PROJECT, new Topic("fresh", "fresh", 1), limits)))
                .isEqualTo("fresh");
        assertThat(join(catalogued.create(new GroupId(PROJECT, LOGSTORE, "more"), SETTINGS)))
                .isInstanceOf(GroupOutcome.Done.class);
        join(STORE.catalog.declare(PROJECT, "p", List.of(new Topic("broken", "broken", 1), new Topic("b", "b", 1))));
        assertThat(CONSOLE.call("HGET", Keys.topics(PROJECT), "broken")).hasToString("{nonsense");
        for (CompletionStage<?> about : List.of(
                topics.find(PROJECT, "broken"),
                topics.create(PROJECT, new Topic("broken", "broken", 1), limits),
                catalogued.create(new GroupId(PROJECT, "broken", "g"), new GroupSettings(30, false, List.of("broken"))),
                catalogued.list(PROJECT, "broken"))) {
            assertThatThrownBy(() -> join(about)).satisfies(failure -> {
                DamagedGroups.assertSaysDamaged(failure);
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
        groups.assertHasAll(ELSEWHERE);
        groups.assertIsWell(NEIGHBOUR);
    }

    private Summary row(GroupId group) {
        return groups.row(group);
    }
}
