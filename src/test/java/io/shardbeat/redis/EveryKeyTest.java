package io.shardbeat.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.sticky.StickyBalancedAssignor;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Topic;
import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.BeatReply.Known;
import io.shardbeat.coordinator.GroupDirectory.Members;
import io.shardbeat.coordinator.GroupDirectory.Rebuilt;
import io.shardbeat.coordinator.GroupStore.Sweep;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.coordinator.Heartbeat.Stranger;
import io.shardbeat.coordinator.LiveNodes;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.coordinator.StoreUnavailableException.Reason;
import io.shardbeat.coordinator.catalog.Namespaces;
import io.shardbeat.coordinator.catalog.Namespaces.WithTopics;
import io.shardbeat.coordinator.catalog.Topics;
import io.shardbeat.coordinator.groups.GroupBrowser.Page;
import io.shardbeat.coordinator.groups.GroupBrowser.Query;
import io.shardbeat.coordinator.groups.GroupCursor;
import io.shardbeat.coordinator.pass.PassListener;
import io.shardbeat.coordinator.pass.Reconciler;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.plan.Plan;
import io.shardbeat.group.plan.Planner;
import io.shardbeat.redis.format.Keys;
import io.shardbeat.testkit.RedisConsole;
import io.shardbeat.testkit.RedisProcess;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each kind of key that there is, of each type that it should not have, and with values that nobody wrote. Whoever it is
 * not about goes on; whoever it is about is well, or told that it is damaged; and what operators have puts it right.
 */
@Tag("long")
class EveryKeyTest {
    private static final Namespace PROJECT = new Namespace("sls", "project");
    private static final Namespace OTHER = new Namespace("sls", "other");
    private static final String LOGSTORE = "logstore";
    private static final GroupSettings SETTINGS = new GroupSettings(30, false, List.of(LOGSTORE));
    private static final GroupId GROUP = new GroupId(PROJECT, LOGSTORE, "group");
    private static final int BUCKET = Keys.bucket(GROUP.path());
    private static final String STEM = Keys.stem(GROUP);
    /** In the same bucket, and in another project. */
    private static final GroupId NEIGHBOUR = IntStream.range(0, 10_000)
            .mapToObj(i -> new GroupId(OTHER, LOGSTORE, "neighbour-" + i))
            .filter(group -> Keys.bucket(group.path()) == BUCKET)
            .findFirst()
            .orElseThrow();

    private static final List<String> OF_GROUP = List.of(
            ":group",
            ":members",
            ":lease:c1",
            ":handovers",
            ":fences",
            ":intervals",
            ":joins",
            ":finished",
            ":checkpoints",
            ":history",
            ":deletion",
            ":deleted");

    private static final List<String> NUMBERS = List.of(
            "", "-1", "NaN", "inf", "1e308", "9".repeat(400), "\u0000\u00ff\n\u202e", "{", "[", "x".repeat(1_000_000));

    private static final RedisProcess REDIS = new RedisProcess();
    private static StoreUnderTest store;
    private static RedisConsole console;
    private final Reconciler reconciler =
            new Reconciler(store.groups, new Planner(new StickyBalancedAssignor()), Runnable::run, new Quiet());

    @BeforeAll
    static void start() {
        REDIS.start();
        store = new StoreUnderTest(REDIS.uri());
        console = new RedisConsole(REDIS.uri());
        await().ignoreExceptions().until(() -> join(store.groups.sweep(BUCKET, Sweep.OWN)) != null); // is connected
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
        join(store.groups.sweep(BUCKET, Sweep.OWN));
        console.call("HDEL", Keys.sweep(BUCKET), "lost");
        for (GroupId group : List.of(GROUP, NEIGHBOUR)) {
            join(store.catalog.declare(group.namespace(), "p", List.of(new Topic(LOGSTORE, LOGSTORE, 4))));
            join(store.directory.create(group, SETTINGS));
            beat(group);
            join(reconciler.reconcile(group));
            assertThat(granted(beat(group))).isEqualTo("[0,1,2,3]");
        }
    }

    static Stream<Arguments> keysOfAGroup() {
        return OF_GROUP.stream().flatMap(key -> wrongTypes(STEM + key).map(type -> Arguments.of(key, type)));
    }

    @ParameterizedTest
    @MethodSource("keysOfAGroup")
    void aKeyOfAGroupOfAnotherType(String key, String type) {
        make(STEM + key, type);
        wellOrDamaged(store.groups.beat(heartbeat(GROUP, 0, 1, 2, 3)));
        console.call("ZADD", Keys.due(BUCKET), "1", "g" + GROUP.path());
        neighbourIsWell();
        groupRecovers();
    }

    static Stream<Arguments> valuesOfAGroup() {
        return Stream.of(
                        ":group epoch",
                        ":group ttl",
                        ":group timeout",
                        ":group created",
                        ":group format",
                        ":group wishes",
                        ":group margin",
                        ":group rebuild",
                        ":group brake",
                        ":group orderedsince",
                        ":members c1",
                        ":members c2",
                        ":handovers logstore/0",
                        ":fences logstore/0",
                        ":joins c1",
                        ":intervals c1",
                        ":finished logstore/0",
                        ":checkpoints logstore/0")
                .flatMap(field -> NUMBERS.stream().map(value -> Arguments.of(field, value)));
    }

    @ParameterizedTest
    @MethodSource("valuesOfAGroup")
    void aFieldOfAGroupThatNobodyWrote(String field, String value) {
        String[] at = field.split(" ");
        console.call("HSET", STEM + at[0], at[1], value);
        wellOrDamaged(store.groups.beat(heartbeat(GROUP, 0, 1, 2, 3)));
        console.call("ZADD", Keys.due(BUCKET), "1", "g" + GROUP.path());
        neighbourIsWell();
        groupRecovers();
    }

    static Stream<Arguments> keysOfABucket() {
        return Stream.of(
                        Keys.due(BUCKET),
                        Keys.sweep(BUCKET),
                        "sb:{" + BUCKET + "}:damaged",
                        Keys.nodes(),
                        Keys.nodesAbout())
                .flatMap(key -> wrongTypes(key).map(type -> Arguments.of(key, type)));
    }

    /** Whatever all groups of a bucket need is made anew by the next sweep. */
    @ParameterizedTest
    @MethodSource("keysOfABucket")
    void aKeyThatManyNeedOfAnotherType(String key, String type) {
        make(key, type);
        join(store.groups.sweep(BUCKET, Sweep.OWN));
        beat(GROUP, 0, 1, 2, 3);
        join(reconciler.reconcile(GROUP));
        assertThat(join(new RedisLiveNodes(store.redis).beat("n1", LiveNodes.About.NOTHING, Duration.ofSeconds(2)))
                        .ids())
                .containsExactly("n1");
        beat(NEIGHBOUR, 0, 1, 2, 3);
        join(reconciler.reconcile(NEIGHBOUR));
        neighbourIsWell();
        assertThat(granted(beat(GROUP, 0, 1, 2, 3))).isEqualTo("[0,1,2,3]");
    }

    static Stream<Arguments> keysOfTheCatalog() {
        return Stream.of(
                        Keys.namespace(PROJECT),
                        Keys.topics(PROJECT),
                        Keys.groups(PROJECT, LOGSTORE),
                        Keys.leaving(PROJECT, LOGSTORE))
                .flatMap(key -> wrongTypes(key).map(type -> Arguments.of(key, type)));
    }

    @ParameterizedTest
    @MethodSource("keysOfTheCatalog")
    void aKeyOfTheCatalogOfAnotherType(String key, String type) {
        make(key, type);
        assertThat(granted(beat(GROUP, 0, 1, 2, 3))).as("it has what it has").isEqualTo("[0,1,2,3]");
        wellOrDamaged(store.catalog.read(PROJECT));
        wellOrDamaged(store.directory.list(PROJECT, LOGSTORE));
        wellOrDamaged(store.catalog.namespaces("sls"));
        join(reconciler.reconcile(GROUP));
        neighbourIsWell();
        join(new Namespaces(store.catalog, store.directory).delete(PROJECT, WithTopics.DELETED_TOO));
        join(store.catalog.declare(PROJECT, "p", List.of(new Topic(LOGSTORE, LOGSTORE, 4))));
        assertThat(join(store.catalog.read(PROJECT)).orElseThrow().topics()).containsOnlyKeys(LOGSTORE);
        // Where the topics were lost, nobody knew which groups there were; those of a topic go with it.
        join(new Topics(store.catalog, store.directory).delete(PROJECT, LOGSTORE));
        assertThat(join(store.directory.list(PROJECT, LOGSTORE))).isEmpty();
    }

    private static Stream<String> wrongTypes(String key) {
        String right = key.endsWith(":due") || key.equals(Keys.nodes())
                ? "zset"
                : key.endsWith(":history")
                        ? "stream"
                        : key.contains(":lease:") || key.endsWith(":deletion") ? "string" : "hash";
        return Stream.of("string", "list", "hash", "set", "zset", "stream").filter(type -> !type.equals(right));
    }

    private static void make(String key, String type) {
        console.call("DEL", key);
        switch (type) {
            case "string" -> console.call("SET", key, "x");
            case "list" -> console.call("RPUSH", key, "x");
            case "hash" -> console.call("HSET", key, "x", "x");
            case "set" -> console.call("SADD", key, "x");
            case "zset" -> console.call("ZADD", key, "1", "x");
            case "stream" -> console.call("XADD", key, "*", "x", "x");
            default -> throw new IllegalArgumentException(type);
        }
    }

    private void neighbourIsWell() {
        assertThat(granted(beat(NEIGHBOUR, 0, 1, 2, 3))).isEqualTo("[0,1,2,3]");
        console.call("ZADD", Keys.due(BUCKET), "1", "g" + NEIGHBOUR.path());
        console.call("ZADD", Keys.due(BUCKET), "1", "l" + GROUP.path() + "\nc1");
        List<GroupId> due = List.copyOf(join(store.groups.sweep(BUCKET, Sweep.OWN)));
        assertThat(due).contains(NEIGHBOUR);
        due.forEach(group -> join(reconciler.reconcile(group)));
        assertThat(page().groups())
                .filteredOn(row -> row.id().equals(NEIGHBOUR))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.damage()).isNull();
                    assertThat(row.members()).isEqualTo(1);
                });
        assertThat(granted(beat(NEIGHBOUR, 0, 1, 2, 3))).isEqualTo("[0,1,2,3]");
    }

    private void groupRecovers() {
        Rebuilt rebuilt = join(store.directory.rebuild(GROUP));
        if (rebuilt == Rebuilt.BEGUN) {
            beat(GROUP, 0, 1, 2, 3);
            join(reconciler.reconcile(GROUP));
            assertThat(granted(beat(GROUP, 0, 1, 2, 3))).isEqualTo("[0,1,2,3]");
        }
        join(store.directory.delete(GROUP, Members.REMOVE));
        assertThat(console.list("KEYS", STEM + "*")).isSubsetOf(STEM + ":deletion");
        assertThat(join(store.directory.create(GROUP, SETTINGS))).isTrue();
        beat(GROUP);
        join(reconciler.reconcile(GROUP));
        assertThat(granted(beat(GROUP))).isEqualTo("[0,1,2,3]");
    }

    private static Page page() {
        return join(store.browser.groups(new Query("", GroupCursor.START, 1000)));
    }

    private static void wellOrDamaged(CompletionStage<?> end) {
        Throwable failure = CompletableFuture.completedFuture(null)
                .thenCompose(now -> end)
                .handle((value, broken) -> broken)
                .join();
        if (failure != null) {
            assertThat(StoreUnavailableException.behind(failure))
                    .isInstanceOfSatisfying(
                            StoreUnavailableException.class,
                            told -> assertThat(told.reason()).isEqualTo(Reason.DAMAGED));
        }
    }

    private static BeatReply beat(GroupId group, int... report) {
        return join(store.groups.beat(heartbeat(group, report)));
    }

    private static Heartbeat heartbeat(GroupId group, int... report) {
        byte[] bytes = java.util.Arrays.toString(report).replace(" ", "").getBytes(StandardCharsets.US_ASCII);
        return new Heartbeat(group, new MemberId("c1"), bytes, report.length > 0, Stranger.REFUSE, 0);
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
