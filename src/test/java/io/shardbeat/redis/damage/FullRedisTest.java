package io.shardbeat.redis.damage;

import static io.shardbeat.redis.OwnRedis.granted;
import static io.shardbeat.redis.OwnRedis.heartbeat;
import static io.shardbeat.redis.OwnRedis.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shardbeat.assignment.ShardId;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Topic;
import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.GroupDirectory.Deletion;
import io.shardbeat.coordinator.GroupDirectory.Members;
import io.shardbeat.coordinator.GroupStore.Sweep;
import io.shardbeat.coordinator.LiveNodes;
import io.shardbeat.coordinator.StoreListener;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.coordinator.StoreUnavailableException.Reason;
import io.shardbeat.coordinator.catalog.CatalogOutcome;
import io.shardbeat.coordinator.catalog.Namespaces;
import io.shardbeat.coordinator.catalog.Namespaces.WithTopics;
import io.shardbeat.coordinator.catalog.Topics;
import io.shardbeat.coordinator.checkpoint.CheckpointStore.WriteOutcome;
import io.shardbeat.coordinator.checkpoint.Saver;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.redis.OwnRedis;
import io.shardbeat.redis.StoreUnderTest;
import io.shardbeat.redis.catalog.StoreLimits;
import io.shardbeat.redis.directory.DeletedMembers;
import io.shardbeat.redis.format.GroupKeys;
import io.shardbeat.redis.format.Keys;
import io.shardbeat.testkit.process.RedisConsole;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Redis at its maxmemory: who is there stays and works, nobody joins, and whatever frees memory goes through. */
class FullRedisTest {
    private static final Namespace PROJECT = new Namespace("sls", "project");
    private static final String LOGSTORE = "logstore";
    private static final GroupSettings SETTINGS = new GroupSettings(30, false, List.of(LOGSTORE));
    private static final GroupId GROUP = new GroupId(PROJECT, LOGSTORE, "group");
    private static final GroupId OTHER = new GroupId(PROJECT, LOGSTORE, "other");
    private static final int MOST_MEMBERS = 600;

    @RegisterExtension
    static final OwnRedis REDIS = new OwnRedis(
            new StoreLimits(MOST_MEMBERS, 4096, 1 << 20, StoreListener.NOBODY), "maxmemory-policy", "noeviction");

    private static final StoreUnderTest STORE = REDIS.store();
    private static final RedisConsole CONSOLE = REDIS.console();

    @BeforeEach
    void fill() {
        REDIS.empty();
        join(STORE.catalog.declare(PROJECT, "p", List.of(new Topic(LOGSTORE, LOGSTORE, 4))));
        join(STORE.directory.create(GROUP, SETTINGS));
        join(STORE.directory.create(OTHER, SETTINGS));
        for (GroupId group : List.of(GROUP, OTHER)) {
            beat(group, "c1");
            REDIS.pass(group);
        }
        join(STORE.checkpoints.write(
                GROUP, Map.of(new ShardId(LOGSTORE, 0), "10"), new Saver("c1", 0, false), OptionalLong.empty()));
        CONSOLE.call("CONFIG", "SET", "maxmemory", "1");
    }

    @AfterEach
    void empty() {
        CONSOLE.call("CONFIG", "SET", "maxmemory", "0");
    }

    @Test
    void aMemberKeepsItsLeaseAndItsShards() {
        CONSOLE.call("PEXPIRE", Keys.lease(Keys.stem(GROUP), "c1"), "5000");
        assertThat(granted(beat(GROUP, "c1", 0, 1, 2, 3))).isEqualTo("[0,1,2,3]");
        assertThat(CONSOLE.number("PTTL", Keys.lease(Keys.stem(GROUP), "c1"))).isGreaterThan(20_000);
        CONSOLE.call("DEL", Keys.lease(Keys.stem(GROUP), "c1"));
        assertThat(granted(beat(GROUP, "c1", 0, 1, 2, 3))).isEqualTo("[0,1,2,3]");
        assertThat(CONSOLE.number("PTTL", Keys.lease(Keys.stem(GROUP), "c1"))).isGreaterThan(20_000);
    }

    @Test
    void nobodyJoins() {
        assertThatThrownBy(() -> beat(GROUP, "c2")).satisfies(FullRedisTest::isFull);
        assertThat(CONSOLE.number("HLEN", Keys.members(Keys.stem(GROUP)))).isEqualTo(1);
        assertThatThrownBy(() -> join(STORE.directory.create(new GroupId(PROJECT, LOGSTORE, "new"), SETTINGS)))
                .satisfies(FullRedisTest::isFull);
    }

    @Test
    void aPassStillMovesTheShardsOfTheDead() {
        CONSOLE.call("CONFIG", "SET", "maxmemory", "0");
        beat(GROUP, "c2");
        CONSOLE.call("HSET", Keys.sweep(Keys.bucket(GROUP.path())), "resumed", "0");
        CONSOLE.call("CONFIG", "SET", "maxmemory", "1");
        CONSOLE.call("DEL", Keys.lease(Keys.stem(GROUP), "c1"));
        join(STORE.groups.sweep(Keys.bucket(GROUP.path()), Sweep.OWN));
        REDIS.pass(GROUP);
        assertThat(granted(beat(GROUP, "c2"))).isEqualTo("[0,1,2,3]");
    }

    @Test
    void nodesAndSweepsGoOn() {
        assertThat(join(STORE.liveNodes().beat("n1", LiveNodes.About.NOTHING, Duration.ofSeconds(2)))
                        .ids())
                .containsExactly("n1");
        assertThat(join(STORE.groups.sweep(Keys.bucket(GROUP.path()), Sweep.OWN)))
                .isEmpty();
        try (StoreUnderTest another =
                new StoreUnderTest(REDIS.uri())) { // to it, the bucket was emptied under a connection
            another.beat(heartbeat(GROUP, "c1", 0, 0, 1, 2, 3));
            REDIS.pass(GROUP);
            assertThat(granted(another.beat(heartbeat(GROUP, "c1", 0, 0, 1, 2, 3))))
                    .isEqualTo("[0,1,2,3]");
        }
    }

    @Test
    void aCheckpointThatIsThereMovesOn() {
        assertThat(join(STORE.checkpoints.write(
                                GROUP,
                                Map.of(new ShardId(LOGSTORE, 0), "20"),
                                new Saver("c1", 0, false),
                                OptionalLong.empty()))
                        .outcome())
                .isEqualTo(WriteOutcome.WRITTEN);
        assertThat(join(STORE.checkpoints.find(GROUP, new ShardId(LOGSTORE, 0)))
                        .orElseThrow()
                        .value())
                .isEqualTo("20");
    }

    @Test
    void aGroupIsDeletedWithItsLeases() {
        assertThat(join(STORE.directory.delete(GROUP, Members.REMOVE))).isEqualTo(Deletion.DELETED);
        assertThat(CONSOLE.list("KEYS", Keys.stem(GROUP) + "*")).isSubsetOf(Keys.stem(GROUP) + ":deletion");
        assertThat(granted(beat(OTHER, "c1", 0, 1, 2, 3))).isEqualTo("[0,1,2,3]");
    }

    @Test
    void aLogstoreIsDeleted() {
        assertThat(join(new Topics(STORE.catalog, STORE.directory).delete(PROJECT, LOGSTORE)))
                .isInstanceOf(CatalogOutcome.Done.class);
        assertThat(CONSOLE.list("KEYS", Keys.stem(GROUP) + "*")).isSubsetOf(Keys.stem(GROUP) + ":deletion");
        assertThat(CONSOLE.number("EXISTS", Keys.topics(PROJECT))).isZero();
    }

    @Test
    void aProjectIsDeleted() {
        assertThat(join(new Namespaces(STORE.catalog, STORE.directory).delete(PROJECT, WithTopics.DELETED_TOO)))
                .isInstanceOf(CatalogOutcome.Done.class);
        assertThat(CONSOLE.list("KEYS", "sb:*").stream()
                        .filter(key ->
                                !key.endsWith(":sweep") && !key.endsWith(":deletion") && !key.equals(Keys.nodes())))
                .isEmpty();
    }

    /** More than one page of them; who joins a new group of that name meanwhile keeps its lease. */
    @Test
    void theLeasesOfManyMembersGoWithTheirGroup() {
        CONSOLE.call("CONFIG", "SET", "maxmemory", "0");
        for (int member = 2; member <= MOST_MEMBERS; member++) {
            beat(GROUP, "c" + member);
        }
        assertThat(beat(GROUP, "one-more")).isEqualTo(new BeatReply.Full(MOST_MEMBERS));
        assertThat(granted(beat(GROUP, "c1", 0, 1, 2, 3))).isEqualTo("[0,1,2,3]");
        assertThat(join(STORE.directory.delete(GROUP, Members.REMOVE))).isEqualTo(Deletion.DELETED);
        assertThat(CONSOLE.list("KEYS", Keys.stem(GROUP) + "*")).isSubsetOf(Keys.stem(GROUP) + ":deletion");
        assertThat(CONSOLE.number("ZCARD", Keys.due(Keys.bucket(GROUP.path())))).isLessThan(5);
    }

    @Test
    void whoHasJoinedANewGroupOfTheNameKeepsItsLease() {
        CONSOLE.call("CONFIG", "SET", "maxmemory", "0");
        GroupKeys keys = new GroupKeys(GROUP);
        CONSOLE.call("HSET", keys.deletedMembers, "c1", "a[]", "c9", "a[]");
        CONSOLE.call("SET", keys.lease("c9"), "1 0 0 []");
        join(new DeletedMembers(STORE.redis).drop(keys));
        assertThat(CONSOLE.list("KEYS", Keys.lease(Keys.stem(GROUP), "*"))).containsExactly(keys.lease("c1"));
        assertThat(CONSOLE.number("EXISTS", keys.deletedMembers)).isZero();
    }

    private static void isFull(Throwable failure) {
        assertThat(StoreUnavailableException.behind(failure))
                .isInstanceOfSatisfying(
                        StoreUnavailableException.class,
                        end -> assertThat(end.reason()).isEqualTo(Reason.FULL));
    }

    private static BeatReply beat(GroupId group, String member, int... report) {
        return STORE.beat(heartbeat(group, member, 0, report));
    }
}
