package io.shardbeat.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.StickyBalancedAssignor;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Topic;
import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.BeatReply.Known;
import io.shardbeat.coordinator.CatalogOutcome;
import io.shardbeat.coordinator.GroupDirectory.Deletion;
import io.shardbeat.coordinator.GroupDirectory.Members;
import io.shardbeat.coordinator.GroupStore.Sweep;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.coordinator.Heartbeat.Stranger;
import io.shardbeat.coordinator.Namespaces;
import io.shardbeat.coordinator.Namespaces.WithTopics;
import io.shardbeat.coordinator.StoreListener;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.coordinator.StoreUnavailableException.Reason;
import io.shardbeat.coordinator.Topics;
import io.shardbeat.coordinator.checkpoint.CheckpointStore.WriteOutcome;
import io.shardbeat.coordinator.checkpoint.Saver;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.group.Planner;
import io.shardbeat.testkit.RedisConsole;
import io.shardbeat.testkit.RedisProcess;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Redis at its maxmemory: who is there stays and works, nobody joins, and whatever frees memory goes through. */
class FullRedisTest {
    private static final Namespace PROJECT = new Namespace("sls", "project");
    private static final String LOGSTORE = "logstore";
    private static final GroupSettings SETTINGS = new GroupSettings(30, false, List.of(LOGSTORE));
    private static final GroupId GROUP = new GroupId(PROJECT, LOGSTORE, "group");
    private static final GroupId OTHER = new GroupId(PROJECT, LOGSTORE, "other");
    private static final int MOST_MEMBERS = 600;

    private static final RedisProcess REDIS = new RedisProcess("maxmemory-policy", "noeviction");
    private static StoreUnderTest store;
    private static RedisConsole console;

    @BeforeAll
    static void start() {
        REDIS.start();
        store = new StoreUnderTest(REDIS.uri(), new StoreLimits(MOST_MEMBERS, 4096, 1 << 20, StoreListener.NOBODY));
        console = new RedisConsole(REDIS.uri());
    }

    @AfterAll
    static void stop() {
        console.close();
        store.close();
        REDIS.close();
    }

    @BeforeEach
    void fill() {
        console.call("FLUSHALL");
        for (int bucket = 0; bucket < Keys.BUCKETS; bucket++) {
            join(store.groups.sweep(bucket, Sweep.OWN));
            console.call("HDEL", Keys.sweep(bucket), "lost");
        }
        join(store.catalog.declare(PROJECT, "p", List.of(new Topic(LOGSTORE, LOGSTORE, 4))));
        join(store.directory.create(GROUP, SETTINGS));
        join(store.directory.create(OTHER, SETTINGS));
        for (GroupId group : List.of(GROUP, OTHER)) {
            beat(group, "c1");
            pass(group);
        }
        join(store.checkpoints.write(
                GROUP, Map.of(new ShardId(LOGSTORE, 0), "10"), new Saver("c1", 0, false), OptionalLong.empty()));
        console.call("CONFIG", "SET", "maxmemory", "1");
    }

    @AfterEach
    void empty() {
        console.call("CONFIG", "SET", "maxmemory", "0");
    }

    @Test
    void aMemberKeepsItsLeaseAndItsShards() {
        console.call("PEXPIRE", Keys.lease(Keys.stem(GROUP), "c1"), "5000");
        assertThat(granted(beat(GROUP, "c1", 0, 1, 2, 3))).isEqualTo("[0,1,2,3]");
        assertThat(console.number("PTTL", Keys.lease(Keys.stem(GROUP), "c1"))).isGreaterThan(20_000);
        console.call("DEL", Keys.lease(Keys.stem(GROUP), "c1"));
        assertThat(granted(beat(GROUP, "c1", 0, 1, 2, 3))).isEqualTo("[0,1,2,3]");
        assertThat(console.number("PTTL", Keys.lease(Keys.stem(GROUP), "c1"))).isGreaterThan(20_000);
    }

    @Test
    void nobodyJoins() {
        assertThatThrownBy(() -> beat(GROUP, "c2")).satisfies(FullRedisTest::isFull);
        assertThat(console.number("HLEN", Keys.members(Keys.stem(GROUP)))).isEqualTo(1);
        assertThatThrownBy(() -> join(store.directory.create(new GroupId(PROJECT, LOGSTORE, "new"), SETTINGS)))
                .satisfies(FullRedisTest::isFull);
    }

    @Test
    void aPassStillMovesTheShardsOfTheDead() {
        console.call("CONFIG", "SET", "maxmemory", "0");
        beat(GROUP, "c2");
        console.call("HSET", Keys.sweep(Keys.bucket(GROUP.path())), "resumed", "0");
        console.call("CONFIG", "SET", "maxmemory", "1");
        console.call("DEL", Keys.lease(Keys.stem(GROUP), "c1"));
        join(store.groups.sweep(Keys.bucket(GROUP.path()), Sweep.OWN));
        pass(GROUP);
        assertThat(granted(beat(GROUP, "c2"))).isEqualTo("[0,1,2,3]");
    }

    @Test
    void nodesAndSweepsGoOn() {
        assertThat(join(new RedisLiveNodes(store.redis).beat("n1", Duration.ofSeconds(2))))
                .containsExactly("n1");
        assertThat(join(store.groups.sweep(Keys.bucket(GROUP.path()), Sweep.OWN)))
                .isEmpty();
        try (StoreUnderTest another =
                new StoreUnderTest(REDIS.uri())) { // to it, the bucket was emptied under a connection
            another.beat(heartbeat(GROUP, "c1", 0, 1, 2, 3));
            pass(GROUP);
            assertThat(granted(another.beat(heartbeat(GROUP, "c1", 0, 1, 2, 3))))
                    .isEqualTo("[0,1,2,3]");
        }
    }

    @Test
    void aCheckpointThatIsThereMovesOn() {
        assertThat(join(store.checkpoints.write(
                                GROUP,
                                Map.of(new ShardId(LOGSTORE, 0), "20"),
                                new Saver("c1", 0, false),
                                OptionalLong.empty()))
                        .outcome())
                .isEqualTo(WriteOutcome.WRITTEN);
        assertThat(join(store.checkpoints.find(GROUP, new ShardId(LOGSTORE, 0)))
                        .orElseThrow()
                        .value())
                .isEqualTo("20");
    }

    @Test
    void aGroupIsDeletedWithItsLeases() {
        assertThat(join(store.directory.delete(GROUP, Members.REMOVE))).isEqualTo(Deletion.DELETED);
        assertThat(console.list("KEYS", Keys.stem(GROUP) + "*")).isEmpty();
        assertThat(granted(beat(OTHER, "c1", 0, 1, 2, 3))).isEqualTo("[0,1,2,3]");
    }

    @Test
    void aLogstoreIsDeleted() {
        assertThat(join(new Topics(store.catalog, store.directory).delete(PROJECT, LOGSTORE)))
                .isInstanceOf(CatalogOutcome.Done.class);
        assertThat(console.list("KEYS", Keys.stem(GROUP) + "*")).isEmpty();
        assertThat(console.number("EXISTS", Keys.topics(PROJECT))).isZero();
    }

    @Test
    void aProjectIsDeleted() {
        assertThat(join(new Namespaces(store.catalog, store.directory).delete(PROJECT, WithTopics.DELETED_TOO)))
                .isInstanceOf(CatalogOutcome.Done.class);
        assertThat(console.list("KEYS", "sb:*").stream()
                        .filter(key -> !key.endsWith(":sweep") && !key.equals(Keys.nodes())))
                .isEmpty();
    }

    /** More than one page of them; who joins a new group of that name meanwhile keeps its lease. */
    @Test
    void theLeasesOfManyMembersGoWithTheirGroup() {
        console.call("CONFIG", "SET", "maxmemory", "0");
        for (int member = 2; member <= MOST_MEMBERS; member++) {
            beat(GROUP, "c" + member);
        }
        assertThat(beat(GROUP, "one-more")).isEqualTo(new BeatReply.Full(MOST_MEMBERS));
        assertThat(granted(beat(GROUP, "c1", 0, 1, 2, 3))).isEqualTo("[0,1,2,3]");
        assertThat(join(store.directory.delete(GROUP, Members.REMOVE))).isEqualTo(Deletion.DELETED);
        assertThat(console.list("KEYS", Keys.stem(GROUP) + "*")).isEmpty();
        assertThat(console.number("ZCARD", Keys.due(Keys.bucket(GROUP.path())))).isLessThan(5);
    }

    @Test
    void whoHasJoinedANewGroupOfTheNameKeepsItsLease() {
        console.call("CONFIG", "SET", "maxmemory", "0");
        GroupKeys keys = new GroupKeys(GROUP);
        console.call("HSET", keys.deletedMembers, "c1", "a[]", "c9", "a[]");
        console.call("SET", keys.lease("c9"), "1 0 0 []");
        join(new DeletedMembers(store.redis).drop(keys));
        assertThat(console.list("KEYS", Keys.lease(Keys.stem(GROUP), "*"))).containsExactly(keys.lease("c1"));
        assertThat(console.number("EXISTS", keys.deletedMembers)).isZero();
    }

    private static void pass(GroupId group) {
        Planner planner = new Planner(new StickyBalancedAssignor());
        var claim = join(store.groups.claim(group)).orElseThrow();
        assertThat(join(store.groups.commit(claim, planner.plan(claim.snapshot())))
                        .isStale())
                .isFalse();
    }

    private static void isFull(Throwable failure) {
        assertThat(StoreUnavailableException.behind(failure))
                .isInstanceOfSatisfying(
                        StoreUnavailableException.class,
                        end -> assertThat(end.reason()).isEqualTo(Reason.FULL));
    }

    private static BeatReply beat(GroupId group, String member, int... report) {
        return store.beat(heartbeat(group, member, report));
    }

    private static Heartbeat heartbeat(GroupId group, String member, int... report) {
        byte[] bytes = Arrays.toString(report).replace(" ", "").getBytes(StandardCharsets.US_ASCII);
        return new Heartbeat(group, new MemberId(member), bytes, report.length > 0, Stranger.REFUSE, 0);
    }

    private static String granted(BeatReply reply) {
        assertThat(reply).isInstanceOf(Known.class);
        return new String(((Known) reply).grant(), StandardCharsets.US_ASCII);
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
