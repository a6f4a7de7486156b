package io.shardbeat.redis;

import static io.shardbeat.redis.OwnRedis.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Topic;
import io.shardbeat.coordinator.GroupDirectory.Members;
import io.shardbeat.coordinator.GroupStore.Sweep;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.redis.catalog.StoreLimits;
import io.shardbeat.redis.format.Keys;
import io.shardbeat.testkit.process.RedisUser;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What docs/operations.md allows the user of nodes is enough, and none of it is too much. */
class LeastUserTest {
    private static final Namespace PROJECT = new Namespace("sls", "project");
    private static final GroupId GROUP = new GroupId(PROJECT, "logstore", "group");

    @RegisterExtension
    static final OwnRedis REDIS = new OwnRedis();

    @Test
    void withAllOfItGroupsAreMadeServedAndDeleted() {
        allow(RedisUser.RULES);
        assertThatCode(LeastUserTest::work).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"~sb:*", "+@read", "+@write", "+@scripting", "+info", "+time"})
    void withoutOnePartNothingGoes(String part) {
        allow(without(part));
        assertThatThrownBy(LeastUserTest::work)
                .hasMessageContaining("needed is what docs/operations.md lists for the user");
    }

    /** What only some set-ups need: commits that wait for replicas, and a cluster. */
    @ParameterizedTest
    @CsvSource({"+@connection, WAIT 1 1", "+@connection, ASKING", "+cluster|slots, CLUSTER SLOTS"})
    void partsForSomeSetUpsAreNeededThere(String part, String command) {
        String[] words = ("ACL DRYRUN least " + command).split(" ");
        allow(RedisUser.RULES);
        assertThat(REDIS.console().text(words)).isEqualTo("OK");
        allow(without(part));
        assertThat(REDIS.console().text(words)).isNotEqualTo("OK");
    }

    private static String without(String part) {
        assertThat(RedisUser.RULES.split(" ")).contains(part);
        return (RedisUser.RULES + " ").replace(part + " ", "").strip();
    }

    private static void allow(String rules) {
        REDIS.empty();
        REDIS.console().call(("ACL SETUSER least reset on >least-of-all " + rules).split(" "));
    }

    private static void work() {
        URI address =
                URI.create("redis://least:least-of-all@127.0.0.1:" + REDIS.uri().getPort());
        try (StoreUnderTest store = new StoreUnderTest(address, StoreLimits.WIDE)) {
            join(store.catalog.declare(PROJECT, "p", List.of(new Topic("logstore", "logstore", 4))));
            join(store.directory.create(GROUP, new GroupSettings(30, false, List.of("logstore"))));
            join(store.groups.beat(OwnRedis.heartbeat(GROUP, "c1", 0)));
            join(store.groups.sweep(Keys.bucket(GROUP.path()), Sweep.OWN));
            join(store.directory.delete(GROUP, Members.REMOVE));
        }
    }
}
