package io.shardbeat.redis.damage;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.NamespaceInfo;
import io.shardbeat.catalog.Topic;
import io.shardbeat.coordinator.Creation;
import io.shardbeat.coordinator.StoreListener;
import io.shardbeat.coordinator.catalog.CatalogStore.Relisted;
import io.shardbeat.coordinator.groups.GroupBrowser.Query;
import io.shardbeat.coordinator.groups.GroupCursor;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.redis.StoreUnderTest;
import io.shardbeat.redis.catalog.StoreLimits;
import io.shardbeat.redis.format.Keys;
import io.shardbeat.testkit.process.RedisConsole;
import io.shardbeat.testkit.process.RedisProcess;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of namespaces, or of a project's groups, is gone or something else, and what it listed is there. */
@Tag("long")
class LostListsTest {
    private static final Namespace PROJECT = new Namespace("sls", "project");
    private static final Namespace LOGSET = new Namespace("cls", "logset");
    private static final GroupId OF_LOGSTORE = new GroupId(PROJECT, "logstore", "Group");
    private static final GroupId OF_LOGSET = new GroupId(LOGSET, "", "group");

    private static final RedisProcess REDIS = new RedisProcess();
    private static final Queue<String> TOLD = new ConcurrentLinkedQueue<>();
    private static StoreUnderTest store;
    private static RedisConsole console;

    @BeforeAll
    static void start() {
        REDIS.start();
        StoreLimits wide = StoreLimits.WIDE;
        StoreListener listener = new StoreListener() {
            @Override
            public void listMadeAnew(String key, int entries) {
                TOLD.add(key + " " + entries);
            }
        };
        store = new StoreUnderTest(
                REDIS.uri(), new StoreLimits(wide.members(), wide.reportBytes(), wide.groupBytes(), listener));
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
        for (GroupId group : List.of(OF_LOGSTORE, OF_LOGSET)) {
            join(store.catalog.declare(group.namespace(), "n", List.of(new Topic("logstore", "logstore", 4))));
            join(store.directory.create(group, new GroupSettings(30, false, List.of("logstore"))));
        }
        TOLD.clear();
    }

    /** By whoever needs it first. */
    @ParameterizedTest
    @ValueSource(strings = {"string", "list", "hash", "zset", "stream"})
    void aListOfNamespacesThatIsNoneIsMadeAnew(String type) {
        make(Keys.namespaces(), type);
        assertThat(join(store.catalog.namespaces("sls")))
                .extracting(found -> found.info().id())
                .containsExactly(PROJECT);
        assertThat(TOLD).containsExactly("sb:namespaces 2");
        make(Keys.namespaces(), type);
        assertThat(groups()).containsExactly(OF_LOGSET, OF_LOGSTORE);
        make(Keys.namespaces(), type);
        Namespace third = new Namespace("sls", "third");
        assertThat(join(store.catalog.create(NamespaceInfo.of(third, "n"), 2))).isEqualTo(Creation.CREATED);
        assertThat(console.list("SMEMBERS", Keys.namespaces()))
                .containsExactlyInAnyOrder(PROJECT.toString(), LOGSET.toString(), third.toString());
        make(Keys.namespaces(), type);
        assertThat(join(store.catalog.create(NamespaceInfo.of(new Namespace("sls", "fourth"), "n"), 2)))
                .as("what is made anew counts")
                .isEqualTo(Creation.TOO_MANY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "string", "list", "hash", "set", "zset", "stream"})
    void anOperatorHasWhatIsThereListedAgain(String type) {
        make(Keys.namespaces(), type);
        make(Keys.groups(PROJECT, "logstore"), type);
        make(Keys.groups(LOGSET, ""), type);
        for (String member : List.of("}:namespace", "x:group", "}:sls/a/b:group")) {
            console.call("SET", Keys.lease(Keys.stem(OF_LOGSTORE), member), "a member may have any name");
        }
        assertThat(join(store.catalog.relist())).isEqualTo(new Relisted(2, 2));
        assertThat(console.list("SMEMBERS", Keys.namespaces())).contains(PROJECT.toString(), LOGSET.toString());
        assertThat(join(store.directory.list(PROJECT, "logstore"))).containsOnlyKeys(OF_LOGSTORE);
        assertThat(join(store.directory.list(LOGSET, ""))).containsOnlyKeys(OF_LOGSET);
        assertThat(groups()).containsExactly(OF_LOGSET, OF_LOGSTORE);
    }

    private static List<GroupId> groups() {
        return join(store.browser.groups(new Query("", GroupCursor.START, 100))).groups().stream()
                .map(row -> row.id())
                .toList();
    }

    private static void make(String key, String type) {
        console.call("DEL", key);
        switch (type) {
            case "none" -> {}
            case "string" -> console.call("SET", key, "x");
            case "list" -> console.call("RPUSH", key, "x");
            case "hash" -> console.call("HSET", key, "x", "x");
            case "set" -> console.call("SADD", key, "x");
            case "zset" -> console.call("ZADD", key, "1", "x");
            case "stream" -> console.call("XADD", key, "*", "x", "x");
            default -> throw new IllegalArgumentException(type);
        }
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
