package io.shardbeat.redis.beat;

import static io.shardbeat.redis.OwnRedis.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Topic;
import io.shardbeat.cls.group.ClsShardSetCodec;
import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.coordinator.Heartbeat.Stranger;
import io.shardbeat.coordinator.ShardSetCodec;
import io.shardbeat.coordinator.StoreListener;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.coordinator.catalog.CatalogLimits;
import io.shardbeat.coordinator.catalog.TopicShard;
import io.shardbeat.coordinator.catalog.Topics;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.redis.OwnRedis;
import io.shardbeat.redis.StoreUnderTest;
import io.shardbeat.redis.catalog.StoreLimits;
import io.shardbeat.redis.format.Keys;
import io.shardbeat.testkit.process.RedisConsole;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A report keeps what there is, and whatever its member may hold. Row 4 of the attack table: 50,000 unknown topics. */
class ReportFilterTest {
    private static final Namespace LOGSET = new Namespace("cls", "6f6ded3f-948c-4616-9c7c-956a95d8c1a3");
    private static final Namespace PROJECT = new Namespace("sls", "project");
    private static final GroupId CLS = new GroupId(LOGSET, "", "group");
    private static final GroupId SLS = new GroupId(PROJECT, "logstore", "group");
    private static final AtomicInteger SHARDS = new AtomicInteger();
    private static final AtomicInteger TOPICS = new AtomicInteger();
    private static final ShardSetCodec CODEC = new ClsShardSetCodec();

    @RegisterExtension
    static final OwnRedis REDIS = new OwnRedis(new StoreLimits(100, 64 * 1024, 1 << 20, new StoreListener() {
        @Override
        public void reportCut(GroupId group, int shards, int topics) {
            SHARDS.addAndGet(shards);
            TOPICS.addAndGet(topics);
        }
    }));

    private static final StoreUnderTest STORE = REDIS.store();
    private static final RedisConsole CONSOLE = REDIS.console();

    @BeforeEach
    void declare() {
        REDIS.empty();
        join(STORE.catalog.declare(LOGSET, "l", List.of(new Topic("a", "a", 2), new Topic("b", "b", 2))));
        join(STORE.catalog.declare(PROJECT, "p", List.of(new Topic("logstore", "logstore", 4))));
        join(STORE.directory.create(CLS, new GroupSettings(30, false, List.of("a"))));
        join(STORE.directory.create(SLS, new GroupSettings(30, false, List.of("logstore"))));
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
        REDIS.pass(CLS);
        beat(
                CLS,
                "c1",
                new ShardSet.Builder().addAll("a", 0, 1, 2, 99).addAll("b", 0).build());
        assertThat(lease(CLS, "c1"))
                .isEqualTo("[{\"TopicID\":\"a\",\"Partitions\":[0,1]},{\"TopicID\":\"b\",\"Partitions\":[]}]");
        beat(SLS, "c1", ShardSet.EMPTY);
        REDIS.pass(SLS);
        beat(SLS, "c1", ShardSet.of("logstore", 0, 3, 4, 2_000_000));
        assertThat(lease(SLS, "c1")).isEqualTo("[0,3]");
        assertThat(SHARDS).hasValue(5);
    }

    /** A split that this node has not heard of is no reason to take a shard for released. */
    @Test
    void aShardThatHasJustComeIsKept() {
        beat(SLS, "c1", ShardSet.EMPTY);
        REDIS.pass(SLS);
        beat(SLS, "c1", ShardSet.of("logstore", 0, 1, 2, 3));
        join(new Topics(STORE.catalog, STORE.directory)
                .reshard(
                        PROJECT,
                        new TopicShard("logstore", 0),
                        (lineage, now) -> lineage.splitInto(0, 2, now),
                        CatalogLimits.NONE));
        REDIS.pass(SLS);
        beat(SLS, "c1", ShardSet.of("logstore", 0, 1, 2, 3, 4, 5));
        assertThat(lease(SLS, "c1")).isEqualTo("[0,1,2,3,4,5]");
    }

    /** I2: a topic that was deleted is still being worked on by who holds it, until it says otherwise. */
    @Test
    void whatTheMemberHoldsIsKeptThoughTheCatalogHasItNoMore() {
        beat(CLS, "c1", ShardSet.of("a"));
        REDIS.pass(CLS);
        beat(CLS, "c1", ShardSet.of("a", 0, 1));
        join(STORE.catalog.remove(join(STORE.catalog.read(LOGSET)).orElseThrow(), "a"));
        beat(CLS, "c1", ShardSet.of("a", 0, 1, 7));
        assertThat(lease(CLS, "c1")).isEqualTo("[{\"TopicID\":\"a\",\"Partitions\":[0,1]}]");
        REDIS.pass(CLS);
        assertThat(CONSOLE.number("HLEN", Keys.handOvers(Keys.stem(CLS)))).isEqualTo(2);
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
        REDIS.pass(SLS);
        beats(5); // what is known of the group from other tests is known anew
        CONSOLE.call("CONFIG", "RESETSTAT");
        beats(10);
        assertThat(CONSOLE.calls("hmget"))
                .as("of the group: one with each, and perhaps once to view it")
                .isLessThanOrEqualTo(11);
    }

    /** It may hold what it hands over; but nothing of its report is to be left out. */
    @Test
    void aReportOfWhatThereIsCostsNoLookAtHandOvers() {
        GroupId group = new GroupId(PROJECT, "logstore", "first-seen");
        join(STORE.directory.create(group, new GroupSettings(30, false, List.of("logstore"))));
        beat(group, "c1", ShardSet.EMPTY);
        REDIS.pass(group);
        beat(group, "c2", ShardSet.EMPTY);
        REDIS.pass(group);
        CONSOLE.call("CONFIG", "RESETSTAT");
        beat(group, "c1", ShardSet.of("logstore", 0, 1, 2, 3));
        assertThat(CONSOLE.calls("hlen")).isZero();
        assertThat(lease(group, "c1")).isEqualTo("[0,1,2,3]");
        beat(group, "c1", ShardSet.of("logstore", 0, 1, 2, 3, 4));
        assertThat(CONSOLE.calls("hlen")).isPositive();
        assertThat(lease(group, "c1")).isEqualTo("[0,1,2,3]");
    }

    private static void beats(int count) {
        for (int i = 0; i < count; i++) {
            beat(SLS, "c1", ShardSet.of("logstore", 0, 1, 2, 3));
        }
    }

    /** All shards that it lists exist, and still it is more than one member may write. */
    @Test
    void aReportOfTooManyBytesIsRefused() {
        join(STORE.catalog.declare(PROJECT, "p", List.of(new Topic("logstore", "logstore", 20_000))));
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
        CONSOLE.call("SET", Keys.lease(Keys.stem(CLS), "c1"), report + "]");
        assertThatThrownBy(() -> join(STORE.groups.claim(CLS)))
                .satisfies(failure -> assertThat(StoreUnavailableException.behind(failure))
                        .hasMessageContaining("more than 1048576 bytes"));
        assertThatThrownBy(() -> join(STORE.browser.look(CLS))).hasStackTraceContaining("more than 1048576 bytes");
    }

    private static String lease(GroupId group, String member) {
        return CONSOLE.text("GET", Keys.lease(Keys.stem(group), member)).replaceFirst("^\\d+ \\d+ \\d+ ", "");
    }

    private static BeatReply beat(GroupId group, String member, ShardSet report) {
        BeatReply reply = STORE.beat(heartbeat(group, member, report));
        assertThat(reply).isNotInstanceOf(BeatReply.NoGroup.class);
        return reply;
    }

    private static Heartbeat heartbeat(GroupId group, String member, ShardSet report) {
        boolean cls = group.equals(CLS);
        byte[] bytes = (cls ? CODEC : STORE.codec).encode(group, report);
        Stranger stranger = cls ? Stranger.ADMIT : Stranger.REFUSE;
        return new Heartbeat(group, new MemberId(member), bytes, !report.hasNoShards(), stranger, 0);
    }
}
