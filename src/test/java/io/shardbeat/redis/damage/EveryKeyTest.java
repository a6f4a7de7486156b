package io.shardbeat.redis.damage;

import static io.shardbeat.redis.OwnRedis.join;
import static io.shardbeat.redis.damage.DamagedGroups.BUCKET;
import static io.shardbeat.redis.damage.DamagedGroups.GROUP;
import static io.shardbeat.redis.damage.DamagedGroups.LOGSTORE;
import static io.shardbeat.redis.damage.DamagedGroups.PROJECT;
import static io.shardbeat.redis.damage.DamagedGroups.SETTINGS;
import static io.shardbeat.redis.damage.DamagedGroups.STEM;
import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.coordinator.GroupDirectory.Members;
import io.shardbeat.coordinator.GroupDirectory.Rebuilt;
import io.shardbeat.coordinator.GroupStore.Sweep;
import io.shardbeat.coordinator.LiveNodes;
import io.shardbeat.coordinator.catalog.Namespaces;
import io.shardbeat.coordinator.catalog.Namespaces.WithTopics;
import io.shardbeat.coordinator.catalog.Topics;
import io.shardbeat.group.GroupId;
import io.shardbeat.redis.OwnRedis;
import io.shardbeat.redis.StoreUnderTest;
import io.shardbeat.redis.format.Keys;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each kind of key that there is, of each type that it should not have, and with values that nobody wrote. Whoever it is
 * not about goes on; whoever it is about is well, or told that it is damaged; and what operators have puts it right.
 */
@Tag("long")
class EveryKeyTest {
    /** In the same bucket, and in another project. */
    private static final GroupId NEIGHBOUR = DamagedGroups.neighbour(new Namespace("sls", "other"));

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

    @RegisterExtension
    static final OwnRedis REDIS = new OwnRedis();

    private final StoreUnderTest store = REDIS.store();
    private final DamagedGroups groups = new DamagedGroups(REDIS);

    @BeforeEach
    void begin() {
        REDIS.empty(BUCKET);
        groups.create(GROUP, NEIGHBOUR);
    }

    static Stream<Arguments> keysOfAGroup() {
        return OF_GROUP.stream().flatMap(key -> wrongTypes(STEM + key).map(type -> Arguments.of(key, type)));
    }

    @ParameterizedTest
    @MethodSource("keysOfAGroup")
    void aKeyOfAGroupOfAnotherType(String key, String type) {
        make(STEM + key, type);
        wellOrDamaged(store.groups.beat(OwnRedis.heartbeat(GROUP, "c1", 0, 0, 1, 2, 3)));
        groups.makeDue(GROUP);
        groups.assertIsWell(NEIGHBOUR);
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
        REDIS.console().call("HSET", STEM + at[0], at[1], value);
        wellOrDamaged(store.groups.beat(OwnRedis.heartbeat(GROUP, "c1", 0, 0, 1, 2, 3)));
        groups.makeDue(GROUP);
        groups.assertIsWell(NEIGHBOUR);
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
        groups.beat(GROUP, 0, 1, 2, 3);
        groups.pass(GROUP);
        assertThat(join(store.liveNodes().beat("n1", LiveNodes.About.NOTHING, Duration.ofSeconds(2)))
                        .ids())
                .containsExactly("n1");
        groups.beat(NEIGHBOUR, 0, 1, 2, 3);
        groups.pass(NEIGHBOUR);
        groups.assertIsWell(NEIGHBOUR);
        groups.assertHasAll(GROUP);
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
        groups.assertHasAll(GROUP);
        wellOrDamaged(store.catalog.read(PROJECT));
        wellOrDamaged(store.directory.list(PROJECT, LOGSTORE));
        wellOrDamaged(store.catalog.namespaces("sls"));
        groups.pass(GROUP);
        groups.assertIsWell(NEIGHBOUR);
        join(new Namespaces(store.catalog, store.directory).delete(PROJECT, WithTopics.DELETED_TOO));
        groups.declare(PROJECT);
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
        REDIS.console().call("DEL", key);
        switch (type) {
            case "string" -> REDIS.console().call("SET", key, "x");
            case "list" -> REDIS.console().call("RPUSH", key, "x");
            case "hash" -> REDIS.console().call("HSET", key, "x", "x");
            case "set" -> REDIS.console().call("SADD", key, "x");
            case "zset" -> REDIS.console().call("ZADD", key, "1", "x");
            case "stream" -> REDIS.console().call("XADD", key, "*", "x", "x");
            default -> throw new IllegalArgumentException(type);
        }
    }

    private void groupRecovers() {
        Rebuilt rebuilt = join(store.directory.rebuild(GROUP));
        if (rebuilt == Rebuilt.BEGUN) {
            groups.beat(GROUP, 0, 1, 2, 3);
            groups.pass(GROUP);
            groups.assertHasAll(GROUP);
        }
        join(store.directory.delete(GROUP, Members.REMOVE));
        assertThat(REDIS.console().list("KEYS", STEM + "*")).isSubsetOf(STEM + ":deletion");
        assertThat(join(store.directory.create(GROUP, SETTINGS))).isTrue();
        groups.settle(GROUP);
    }

    private static void wellOrDamaged(CompletionStage<?> end) {
        Throwable failure = CompletableFuture.completedFuture(null)
                .thenCompose(now -> end)
                .handle((value, broken) -> broken)
                .join();
        if (failure != null) {
            DamagedGroups.assertSaysDamaged(failure);
        }
    }
}
