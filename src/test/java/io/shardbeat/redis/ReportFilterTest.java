package io.shardbeat.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.assignment.StickyBalancedAssignor;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Topic;
import io.shardbeat.cls.ClsShardSetCodec;
import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.CatalogLimits;
import io.shardbeat.coordinator.GroupStore.Sweep;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.coordinator.Heartbeat.Stranger;
import io.shardbeat.coordinator.ShardSetCodec;
import io.shardbeat.coordinator.StoreListener;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.coordinator.TopicShard;
import io.shardbeat.coordinator.Topics;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.group.Planner;
import io.shardbeat.testkit.RedisConsole;
import io.shardbeat.testkit.RedisProcess;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A report keeps what there is, and whatever its member may hold. Row 4 of the attack table: 50,000 unknown topics. */
class ReportFilterTest {
    private static final Namespace LOGSET = new Namespace("cls", "6f6ded3f-948c-4616-9c7c-956a95d8c1a3");
    private static final Namespace PROJECT = new Namespace("sls", "project");
    private static final GroupId CLS = new GroupId(LOGSET, "", "group");
    private static final GroupId SLS = new GroupId(PROJECT, "logstore", "group");
    private static final RedisProcess REDIS = new RedisProcess();
    private static final AtomicInteger SHARDS = new AtomicInteger();
    private static final AtomicInteger TOPICS = new AtomicInteger();
    private static final ShardSetCodec CODEC = new ClsShardSetCodec();

    private static StoreUnderTest store;
    private static RedisConsole console;

    @BeforeAll
    static void start() {
        REDIS.start();
        store = new StoreUnderTest(REDIS.uri(), new StoreLimits(100, 64 * 1024, 1 << 20, new StoreListener() {
            @Override
            public void reportCut(GroupId group, int shards, int topics) {
                SHARDS.addAndGet(shards);
                TOPICS.addAndGet(topics);
            }
        }));
        console = new RedisConsole(REDIS.uri());
    }

    @AfterAll
    static void stop() {
        console.close();
        store.close();
        REDIS.close();
    }

    @BeforeEach
    void declare() {
        console.call("FLUSHALL");
        for (int bucket = 0; bucket < Keys.BUCKETS; bucket++) {
            join(store.groups.sweep(bucket, Sweep.OWN));
            console.call("HDEL", Keys.sweep(bucket), "lost");
        }
        join(store.catalog.declare(LOGSET, "l", List.of(new Topic("a", "a", 2), new Topic("b", "b", 2))));
        join(store.catalog.declare(PROJECT, "p", List.of(new Topic("logstore", "logstore", 4))));
        join(store.directory.create(CLS, new GroupSettings(30, false, List.of("a"))));
        join(store.directory.create(SLS, new GroupSettings(30, false, List.of("logstore"))));
        SHARDS.set(0);
        TOPICS.set(0);
    }

    @Test
    void unknownTopicsAreCountedAndNotStored() {
        ShardSet.Builder report = new ShardSet.Builder().topic("a").topic("b");
        for (int i = 0; i < 50_000; i++) {
            report.add("unknown-" + i, i);
        }
        beat(CLS, "c1", report.build());
        assertThat(lease(CLS, "c1"))
                .isEqualTo("[{\"TopicID\":\"a\",\"Partitions\":[]},{\"TopicID\":\"b\",\"Partitions\":[]}]");
        assertThat(SHARDS).hasValue(50_000);
        assertThat(TOPICS).hasValue(50_000);
    }

    @Test
    void partitionsThatThereAreNotAndThoseOfOtherTopicsAreNotStored() {
        beat(CLS, "c1", ShardSet.of("a"));
        pass(CLS);
        beat(
                CLS,
                "c1",
                new ShardSet.Builder().addAll("a", 0, 1, 2, 99).addAll("b", 0).build());
        assertThat(lease(CLS, "c1"))
                .isEqualTo("[{\"TopicID\":\"a\",\"Partitions\":[0,1]},{\"TopicID\":\"b\",\"Partitions\":[]}]");
        beat(SLS, "c1", ShardSet.EMPTY);
        pass(SLS);
        beat(SLS, "c1", ShardSet.of("logstore", 0, 3, 4, 2_000_000));
        assertThat(lease(SLS, "c1")).isEqualTo("[0,3]");
        assertThat(SHARDS).hasValue(5);
    }

    /** A split that this node has not heard of is no reason to take a shard for released. */
    @Test
    void aShardThatHasJustComeIsKept() {
        beat(SLS, "c1", ShardSet.EMPTY);
        pass(SLS);
        beat(SLS, "c1", ShardSet.of("logstore", 0, 1, 2, 3));
        join(new Topics(store.catalog, store.directory)
                .reshard(
                        PROJECT,
                        new TopicShard("logstore", 0),
                        (lineage, now) -> lineage.splitInto(0, 2, now),
                        CatalogLimits.NONE));
        pass(SLS);
        beat(SLS, "c1", ShardSet.of("logstore", 0, 1, 2, 3, 4, 5));
        assertThat(lease(SLS, "c1")).isEqualTo("[0,1,2,3,4,5]");
    }

    /** I2: a topic that was deleted is still being worked on by who holds it, until it says otherwise. */
    @Test
    void whatTheMemberHoldsIsKeptThoughTheCatalogHasItNoMore() {
        beat(CLS, "c1", ShardSet.of("a"));
        pass(CLS);
        beat(CLS, "c1", ShardSet.of("a", 0, 1));
        join(store.catalog.remove(join(store.catalog.read(LOGSET)).orElseThrow(), "a"));
        beat(CLS, "c1", ShardSet.of("a", 0, 1, 7));
        assertThat(lease(CLS, "c1")).isEqualTo("[{\"TopicID\":\"a\",\"Partitions\":[0,1]}]");
        pass(CLS);
        assertThat(console.number("HLEN", Keys.handOvers(Keys.stem(CLS)))).isEqualTo(2);
        beat(CLS, "c1", ShardSet.of("a", 0, 1, 7));
        assertThat(lease(CLS, "c1")).isEqualTo("[{\"TopicID\":\"a\",\"Partitions\":[0,1]}]");
        beat(CLS, "c1", ShardSet.of("a", 1, 7));
        assertThat(lease(CLS, "c1")).isEqualTo("[{\"TopicID\":\"a\",\"Partitions\":[1]}]");
    }

    @Test
    void whoIsUnknownAndListsOnlyUnknownShardsIsStillWhoListsShards() {
        assertThat(beat(SLS, "stranger", ShardSet.of("logstore", 99))).isInstanceOf(BeatReply.NoMember.class);
    }

    @Test
    void aSteadyHeartbeatCostsNoLookAtTheCatalog() {
        beat(SLS, "c1", ShardSet.EMPTY);
        pass(SLS);
        beats(5); // what is known of the group from other tests is known anew
        console.call("CONFIG", "RESETSTAT");
        beats(10);
        assertThat(console.calls("hmget"))
                .as("of the group: one with each, and perhaps once to view it")
                .isLessThanOrEqualTo(11);
    }

    private static void beats(int count) {
        for (int i = 0; i < count; i++) {
            beat(SLS, "c1", ShardSet.of("logstore", 0, 1, 2, 3));
        }
    }

    /** All shards that it lists exist, and still it is more than one member may write. */
    @Test
    void aReportOfTooManyBytesIsRefused() {
        join(store.catalog.declare(PROJECT, "p", List.of(new Topic("logstore", "logstore", 20_000))));
        int[] all = IntStream.range(0, 20_000).toArray();
        beat(SLS, "c1", ShardSet.EMPTY);
        assertThat(beat(SLS, "c1", ShardSet.of("logstore", all))).isEqualTo(new BeatReply.ReportTooLarge(64 * 1024));
    }

    /** Stored by an earlier version, or by hand: a pass over it must not take the node along. */
    @Test
    void aGroupOfTooManyBytesIsNotRead() {
        beat(CLS, "c1", ShardSet.of("a"));
        StringBuilder report = new StringBuilder("9 0 0 [");
        for (int i = 0; i < 50_000; i++) {
            report.append(i == 0 ? "" : ",")
                    .append("{\"TopicID\":\"unknown-")
                    .append(i)
                    .append("\",\"Partitions\":[]}");
        }
        console.call("SET", Keys.lease(Keys.stem(CLS), "c1"), report + "]");
        assertThatThrownBy(() -> join(store.groups.claim(CLS)))
                .satisfies(failure -> assertThat(StoreUnavailableException.behind(failure))
                        .hasMessageContaining("more than 1048576 bytes"));
        assertThatThrownBy(() -> join(store.browser.look(CLS))).hasStackTraceContaining("more than 1048576 bytes");
    }

    private static void pass(GroupId group) {
        Planner planner = new Planner(new StickyBalancedAssignor());
        var claim = join(store.groups.claim(group)).orElseThrow();
        assertThat(join(store.groups.commit(claim, planner.plan(claim.snapshot())))
                        .isStale())
                .isFalse();
    }

    private static String lease(GroupId group, String member) {
        return console.text("GET", Keys.lease(Keys.stem(group), member)).replaceFirst("^\\d+ \\d+ \\d+ ", "");
    }

    private static BeatReply beat(GroupId group, String member, ShardSet report) {
        BeatReply reply = store.beat(heartbeat(group, member, report));
        assertThat(reply).isNotInstanceOf(BeatReply.NoGroup.class);
        return reply;
    }

    private static Heartbeat heartbeat(GroupId group, String member, ShardSet report) {
        boolean cls = group.equals(CLS);
        byte[] bytes = (cls ? CODEC : store.codec).encode(group, report);
        Stranger stranger = cls ? Stranger.ADMIT : Stranger.REFUSE;
        return new Heartbeat(group, new MemberId(member), bytes, !report.hasNoShards(), stranger, 0);
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
