package io.shardbeat.redis.race;

import static io.shardbeat.redis.OwnRedis.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.NamespaceInfo;
import io.shardbeat.coordinator.Creation;
import io.shardbeat.coordinator.GroupDirectory.Members;
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
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups, projects and logsets are deleted while another node creates them anew, or by a command that comes twice. */
@Tag("long")
class RacingDeletionsTest {
    private static final int ROUNDS = 300;
    private static final int MOST = 3;

    @RegisterExtension
    static final TwoNodes TWO_NODES = new TwoNodes();

    private static final List<StoreUnderTest> NODES = TWO_NODES.stores;
    private static final RedisConsole CONSOLE = TWO_NODES.console;

    /** Off the list it would be served, and neither shown nor counted, and its name could be taken by another spelling. */
    @ParameterizedTest
    @CsvSource({"sls, logstore", "cls, ''"})
    void aGroupIsListedExactlyWhenItIsThere(String dialect, String scope) {
        Namespace namespace = namespace(dialect, "comes-and-goes");
        GroupId group = group(namespace, scope);
        join(NODES.get(0).directory.create(group, settings(scope), MOST));
        for (int i = 0; i < ROUNDS; i++) {
            CompletableFuture<?> deleted =
                    NODES.get(0).directory.delete(group, Members.REMOVE).toCompletableFuture();
            createdBetween(group, scope);
            deleted.join();
            assertThat(join(NODES.get(0).directory.find(group))).isPresent();
            assertThat(CONSOLE.list("HVALS", Keys.groups(namespace, scope)))
                    .as("round %d, listed", i)
                    .containsExactly(group.name());
        }
        join(NODES.get(0).directory.delete(group, Members.REMOVE));
        assertThat(CONSOLE.list("HVALS", Keys.groups(namespace, scope))).isEmpty();
    }

    /** As soon as it can be: most often before the node that deletes has taken the name off the list. */
    private static void createdBetween(GroupId group, String scope) {
        while (join(NODES.get(1).directory.create(group, settings(scope), MOST)) != Creation.CREATED) {
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @CsvSource({"sls, logstore", "cls, ''"})
    void ofTwoSpellingsThereIsNeverMoreThanOne(String dialect, String scope) {
        Namespace namespace = namespace(dialect, "spelt");
        List<GroupId> spellings =
                List.of(new GroupId(namespace, scope, "group"), new GroupId(namespace, scope, "GROUP"));
        for (int i = 0; i < ROUNDS / 30; i++) {
            List<CompletableFuture<?>> all = new ArrayList<>();
            for (StoreUnderTest node : NODES) {
                for (GroupId group : spellings) {
                    all.add(node.directory
                            .delete(group, Members.REMOVE)
                            .thenCompose(done -> node.directory.create(group, settings(scope), MOST))
                            .toCompletableFuture());
                }
            }
            all.forEach(CompletableFuture::join);
            List<String> there = spellings.stream()
                    .filter(group -> join(NODES.get(0).directory.find(group)).isPresent())
                    .map(GroupId::name)
                    .toList();
            assertThat(there).as("round %d", i).hasSizeLessThanOrEqualTo(1);
            assertThat(CONSOLE.list("HVALS", Keys.groups(namespace, scope))).containsAll(there);
        }
    }

    /** A node that died on its way left the name behind: whoever deletes the group again takes it off. */
    @ParameterizedTest
    @CsvSource({"sls, logstore", "cls, ''"})
    void aNameWhoseGroupIsGoneIsTakenOffByTheNextDeletion(String dialect, String scope) {
        Namespace namespace = namespace(dialect, "left-behind");
        CONSOLE.call("HSET", Keys.groups(namespace, scope), "group", "group");
        join(NODES.get(0).directory.delete(group(namespace, scope), Members.REMOVE));
        assertThat(CONSOLE.list("HVALS", Keys.groups(namespace, scope))).isEmpty();
        assertThat(CONSOLE.list("KEYS", "sb:{" + namespace + "}:*")).isEmpty();
    }

    /** As when Redis refuses a command beside it: then it cannot be known whether this one was carried out. */
    @ParameterizedTest
    @ValueSource(strings = {"sls", "cls"})
    void whatIsSentAgainEndsAsTheFirstTimeAndDeletesNothingMore(String dialect) {
        Namespace namespace = namespace(dialect, "again");
        GroupId group = group(namespace, "");
        GroupKeys keys = new GroupKeys(group);
        join(NODES.get(0).directory.create(group, settings(""), MOST));
        assertThat(send("delete_group", keys.forDeletion(), keys.path, "0", "a"))
                .isEqualTo(1);
        assertThat(send("delete_group", keys.forDeletion(), keys.path, "0", "a"))
                .isEqualTo(1);
        assertThat(join(NODES.get(1).directory.create(group, settings(""), MOST)))
                .isEqualTo(Creation.CREATED);
        assertThat(send("delete_group", keys.forDeletion(), keys.path, "0", "a"))
                .isEqualTo(1);
        assertThat(join(NODES.get(1).directory.find(group)))
                .as("created anew meanwhile")
                .isPresent();
        assertThat(send("delete_group", keys.forDeletion(), keys.path, "0", "b"))
                .isEqualTo(1);
        assertThat(send("delete_group", keys.forDeletion(), keys.path, "0", "c"))
                .as("there is none")
                .isEqualTo(0);
        assertThat(Long.parseLong(CONSOLE.call("PTTL", keys.deletion).toString()))
                .as("kept for a while")
                .isBetween(1L, 60_000L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sls", "cls"})
    void aProjectIsDeletedOnce(String dialect) {
        Namespace namespace = namespace(dialect, "once");
        List<String> keys = List.of(Keys.namespace(namespace), Keys.topics(namespace), Keys.deletion(namespace));
        NamespaceInfo info = NamespaceInfo.of(namespace, "n");
        join(NODES.get(0).catalog.create(info, Integer.MAX_VALUE));
        String version = CONSOLE.text("HGET", keys.get(0), "version");
        assertThat(send("delete_namespace", keys, version, "a")).isEqualTo(1);
        assertThat(send("delete_namespace", keys, version, "a")).isEqualTo(1);
        assertThat(send("delete_namespace", keys, version, "b")).isEqualTo(0);
        join(NODES.get(1).catalog.create(info, Integer.MAX_VALUE));
        assertThat(send("delete_namespace", keys, version, "a")).isEqualTo(1);
        assertThat(join(NODES.get(1).catalog.read(namespace)))
                .as("created anew meanwhile")
                .isPresent();
        join(NODES.get(1)
                .catalog
                .delete(join(NODES.get(1).catalog.read(namespace)).orElseThrow()));
    }

    private static Integer send(String script, List<String> keys, Object... arguments) {
        Response reply = join(NODES.get(0).redis.send(LuaScript.named(script).call(keys, arguments)));
        return reply == null ? null : reply.toInteger();
    }

    private static GroupSettings settings(String scope) {
        return new GroupSettings(20, false, List.of(scope.isEmpty() ? "topic" : scope));
    }

    private static GroupId group(Namespace namespace, String scope) {
        return new GroupId(namespace, scope, "group");
    }

    private static Namespace namespace(String dialect, String name) {
        return new Namespace(
                dialect,
                "racing-deletions-" + name + "-" + ProcessHandle.current().pid());
    }
}
