package io.shardbeat.redis.race;

import static io.shardbeat.redis.OwnRedis.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.NamespaceInfo;
import io.shardbeat.coordinator.Creation;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.redis.StoreUnderTest;
import io.shardbeat.redis.format.GroupKeys;
import io.shardbeat.redis.format.Keys;
import io.shardbeat.redis.link.LuaScript;
import io.shardbeat.testkit.process.RedisConsole;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two nodes create groups, projects and logsets at once, more than there may be. */
class RacingCreationsTest {
    private static final int MOST = 5;
    private static final int ASKED = 40;
    private static final GroupSettings SETTINGS = new GroupSettings(20, false, List.of("logstore"));

    @RegisterExtension
    static final TwoNodes TWO_NODES = new TwoNodes();

    private static final List<StoreUnderTest> NODES = TWO_NODES.stores;
    private static final RedisConsole CONSOLE = TWO_NODES.console;

    @ParameterizedTest
    @CsvSource({"sls, logstore", "cls, ''"})
    void thereAreNeverMoreThanThereMayBe(String dialect, String scope) {
        Namespace namespace = namespace(dialect, "race");
        List<CompletableFuture<Creation>> creations = new ArrayList<>();
        for (int i = 0; i < ASKED; i++) {
            String name = i % 4 == 0 ? "Same-" + i / 8 : "g" + i;
            GroupId group = new GroupId(namespace, scope, i % 8 == 0 ? name.toLowerCase(Locale.ROOT) : name);
            creations.add(
                    NODES.get(i % 2).directory.create(group, SETTINGS, MOST).toCompletableFuture());
        }
        assertThat(creations.stream().map(CompletableFuture::join))
                .filteredOn(Creation.CREATED::equals)
                .hasSize(MOST);
        assertThat(listed(namespace, scope)).hasSize(MOST);
    }

    /** Redis has forgotten its scripts each time, so that whoever comes first is not ahead by a whole creation. */
    @Test
    void ofTwoSpellingsOfANameOneIsCreated() {
        for (int i = 0; i < 50; i++) {
            CONSOLE.call("SCRIPT", "FLUSH");
            Namespace namespace = namespace("cls", "spelt-" + i);
            List<CompletableFuture<Creation>> both = new ArrayList<>();
            for (String name : List.of("Name", "name")) {
                both.add(NODES.get(both.size())
                        .directory
                        .create(new GroupId(namespace, "", name), SETTINGS, MOST)
                        .toCompletableFuture());
            }
            assertThat(both.stream().map(CompletableFuture::join))
                    .containsExactlyInAnyOrder(Creation.CREATED, Creation.EXISTS);
            assertThat(listed(namespace, "")).hasSize(1);
        }
    }

    /** As when Redis refuses a command beside it: then it cannot be known whether this one was carried out. */
    @Test
    void whatIsSentAgainEndsAsTheFirstTime() {
        Namespace namespace = namespace("sls", "again");
        GroupKeys keys = new GroupKeys(new GroupId(namespace, "l", "g"));
        List<String> hash = List.of(Keys.namespace(namespace));
        List<String> topics = List.of(Keys.namespace(namespace), Keys.topics(namespace));
        assertThat(twice("create_group", List.of(keys.group, keys.sweep), "a", "timeout", "20"))
                .containsExactly(1, 1);
        assertThat(twice("create_group", List.of(keys.group, keys.sweep), "b", "timeout", "20"))
                .containsExactly(0, 0);
        assertThat(twice("create_namespace", hash, "a", "name", "n")).containsExactly(1, 1);
        assertThat(twice("create_namespace", hash, "b", "name", "n")).containsExactly(0, 0);
        String version = CONSOLE.text("HGET", hash.get(0), "version");
        assertThat(twice("write_topic", topics, version, "t", "{}", "a")).containsExactly(1, 1);
        assertThat(twice("write_topic", topics, version, "t", "{}", "b")).containsExactly(0, 0);
        String next = Long.toString(Long.parseLong(version) + 1);
        assertThat(CONSOLE.text("HGET", hash.get(0), "version")).as("once").isEqualTo(next);
        assertThat(twice("write_topic", topics, next, "t", "", "c")).containsExactly(1, 1);
    }

    private static List<Integer> twice(String script, List<String> keys, Object... arguments) {
        List<Integer> ends = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Response reply =
                    join(NODES.get(0).redis.send(LuaScript.named(script).call(keys, arguments)));
            ends.add(reply == null ? null : reply.toInteger());
        }
        return ends;
    }

    /** Taken off the list by the deletion of its namesake, it would be there and never listed. */
    @Test
    void aNamespaceThatIsThereIsListed() {
        Namespace namespace = namespace("sls", "comes-and-goes");
        for (int i = 0; i < 200; i++) {
            List<CompletableFuture<?>> both = new ArrayList<>();
            for (StoreUnderTest node : NODES) {
                both.add(node.catalog
                        .create(NamespaceInfo.of(namespace, "n"), Integer.MAX_VALUE)
                        .thenCompose(created -> node.catalog.read(namespace))
                        .thenCompose(view -> view.isPresent()
                                ? node.catalog.delete(view.get())
                                : CompletableFuture.completedFuture(false))
                        .thenCompose(
                                deleted -> node.catalog.create(NamespaceInfo.of(namespace, "n"), Integer.MAX_VALUE))
                        .toCompletableFuture());
            }
            both.forEach(CompletableFuture::join);
            assertThat(join(NODES.get(0).catalog.read(namespace))).isPresent();
            assertThat(CONSOLE.call("SISMEMBER", Keys.namespaces(), namespace.toString()))
                    .hasToString("1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sls", "cls"})
    void thereAreNeverMoreNamespacesThanThereMayBe(String dialect) {
        int before = join(NODES.get(0).catalog.namespaces(dialect)).size();
        List<CompletableFuture<Creation>> creations = new ArrayList<>();
        for (int i = 0; i < ASKED; i++) {
            NamespaceInfo info = NamespaceInfo.of(namespace(dialect, "race-" + (i % 4 == 0 ? "same" : "n" + i)), "n");
            creations.add(NODES.get(i % 2).catalog.create(info, before + MOST).toCompletableFuture());
        }
        assertThat(creations.stream().map(CompletableFuture::join))
                .filteredOn(Creation.CREATED::equals)
                .hasSize(MOST);
        assertThat(join(NODES.get(1).catalog.namespaces(dialect))).hasSize(before + MOST);
    }

    /** Its creation may still be under way on another node. */
    @Test
    void aNameWhoseGroupIsNotThereYetCounts() {
        Namespace namespace = namespace("sls", "claimed");
        CONSOLE.call("HSET", Keys.groups(namespace, "l"), "claimed", "claimed");
        for (int i = 1; i < MOST; i++) {
            assertThat(create(namespace, "g" + i)).isEqualTo(Creation.CREATED);
        }
        assertThat(create(namespace, "g")).isEqualTo(Creation.TOO_MANY);
        assertThat(create(namespace, "G1")).isEqualTo(Creation.EXISTS);
        assertThat(create(namespace, "claimed")).isEqualTo(Creation.CREATED);
    }

    private static Creation create(Namespace namespace, String name) {
        return NODES.get(0)
                .directory
                .create(new GroupId(namespace, "l", name), SETTINGS, MOST)
                .toCompletableFuture()
                .join();
    }

    private static List<GroupId> listed(Namespace namespace, String scope) {
        return List.copyOf(NODES.get(1)
                .directory
                .list(namespace, scope)
                .toCompletableFuture()
                .join()
                .keySet());
    }

    private static Namespace namespace(String dialect, String name) {
        return new Namespace(
                dialect,
                "racing-creations-" + name + "-" + ProcessHandle.current().pid());
    }
}
