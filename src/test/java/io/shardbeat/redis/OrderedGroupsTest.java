package io.shardbeat.redis;

import static io.shardbeat.redis.OwnRedis.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Resharding.Reason;
import io.shardbeat.catalog.Shard;
import io.shardbeat.catalog.Topic;
import io.shardbeat.coordinator.GroupStore.Sweep;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.coordinator.Heartbeat.Stranger;
import io.shardbeat.coordinator.catalog.CatalogLimits;
import io.shardbeat.coordinator.catalog.CatalogOutcome;
import io.shardbeat.coordinator.catalog.CatalogOutcome.Done;
import io.shardbeat.coordinator.catalog.CatalogOutcome.ShardRefused;
import io.shardbeat.coordinator.catalog.Namespaces;
import io.shardbeat.coordinator.catalog.Namespaces.WithTopics;
import io.shardbeat.coordinator.catalog.ShardEnds;
import io.shardbeat.coordinator.catalog.TopicShard;
import io.shardbeat.coordinator.catalog.Topics;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.redis.catalog.RedisFinishedShards;
import io.shardbeat.redis.format.Keys;
import io.shardbeat.testkit.process.RedisConsole;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Splits, ordered groups and deletions, on a Redis that nobody else uses. A logstore of two shards, one ordered group. */
class OrderedGroupsTest {
    private static final Namespace PROJECT = new Namespace("sls", "project");
    private static final GroupId GROUP = new GroupId(PROJECT, "logstore", "group");
    private static final GroupSettings ORDERED = new GroupSettings(30, true, List.of("logstore"));

    @RegisterExtension
    static final OwnRedis REDIS = new OwnRedis();

    private static final StoreUnderTest STORE = REDIS.store();
    private static final StoreUnderTest OTHER = new StoreUnderTest(REDIS.uri());
    private static final RedisConsole CONSOLE = REDIS.console();

    private final Topics topics = new Topics(STORE.catalog, STORE.directory);
    private final ShardEnds ends = new ShardEnds(STORE.catalog, new RedisFinishedShards(STORE.redis));

    @AfterAll
    static void stop() {
        OTHER.close();
    }

    @BeforeEach
    void createGroup() {
        CONSOLE.call("FLUSHALL");
        join(STORE.catalog.declare(PROJECT, "p", List.of(new Topic("logstore", "logstore", 2))));
        join(STORE.directory.create(GROUP, ORDERED));
        due();
    }

    @Test
    void childrenAreGivenOutOnceTheirParentIsFinished() {
        split(topics, 0);
        assertThat(due()).containsExactly(GROUP);
        assertThat(assignable()).containsExactly(0, 1);
        assertThat(join(ends.declare(GROUP, shard(0), true))).isEqualTo(new Done<>(true));
        assertThat(due()).containsExactly(GROUP);
        assertThat(assignable()).containsExactly(1, 2, 3);
    }

    @Test
    void aCheckpointAtTheRegisteredEndFinishesAndOneElsewhereBringsBack() {
        split(topics, 0);
        join(ends.register(PROJECT, shard(0), "MTAw"));
        join(ends.checkpointed(GROUP, Map.of(new ShardId("logstore", 0), "OTk=")));
        assertThat(assignable()).containsExactly(0, 1);
        join(ends.checkpointed(GROUP, Map.of(new ShardId("logstore", 0), "MTAw")));
        assertThat(assignable()).containsExactly(1, 2, 3);
        join(ends.checkpointed(GROUP, Map.of(new ShardId("logstore", 0), "OTk=")));
        assertThat(assignable()).containsExactly(0, 1);
    }

    @Test
    void whatTakesDataHasNoEnd() {
        assertThat(join(ends.register(PROJECT, shard(0), "MTAw")))
                .isEqualTo(new ShardRefused<>(0, Reason.NOT_READ_ONLY));
        assertThat(join(ends.declare(GROUP, shard(7), true))).isEqualTo(new ShardRefused<>(7, Reason.NO_SUCH_SHARD));
        split(topics, 0);
        GroupId nobody = new GroupId(PROJECT, "logstore", "nobody");
        assertThat(join(ends.declare(nobody, shard(0), true))).isEqualTo(new Done<>(false));
    }

    @Test
    void noLongerOrderedReleasesWhatWaitsAndOrderedAgainOnlyConcernsLaterSplits() {
        split(topics, 0);
        join(STORE.directory.update(GROUP, ORDERED.withOrdered(false)));
        assertThat(assignable()).containsExactly(0, 1, 2, 3);
        join(STORE.directory.update(GROUP, ORDERED));
        assertThat(assignable()).containsExactly(0, 1, 2, 3);
        split(topics, 1);
        assertThat(assignable()).containsExactly(0, 1, 2, 3);
    }

    @Test
    void ofTwoNodesThatSplitAShardAtOnceOneWinsAndTheOtherIsToldThatItIsReadOnly() {
        Topics there = new Topics(OTHER.catalog, OTHER.directory);
        List<CompletableFuture<CatalogOutcome<List<Shard>>>> both = List.of(splitting(topics, 1), splitting(there, 1));
        assertThat(both.stream().map(CompletableFuture::join).filter(Done.class::isInstance))
                .hasSize(1);
        assertThat(both.stream().map(CompletableFuture::join).filter(ShardRefused.class::isInstance))
                .containsExactly(new ShardRefused<>(1, Reason.READ_ONLY));
        assertThat(join(STORE.catalog.topic(PROJECT, "logstore"))
                        .orElseThrow()
                        .lineage()
                        .size())
                .isEqualTo(4);
    }

    @Test
    void manySplitsOfManyNodesAreAllKept() {
        Topics there = new Topics(OTHER.catalog, OTHER.directory);
        join(STORE.catalog.declare(PROJECT, "p", List.of(new Topic("logstore", "logstore", 10))));
        List<CompletableFuture<CatalogOutcome<List<Shard>>>> all = IntStream.range(0, 10)
                .mapToObj(n -> splitting(n % 2 == 0 ? topics : there, n))
                .toList();
        assertThat(all).allSatisfy(end -> assertThat(end.join()).isInstanceOf(Done.class));
        assertThat(join(STORE.catalog.topic(PROJECT, "logstore"))
                        .orElseThrow()
                        .lineage()
                        .size())
                .isEqualTo(30);
    }

    @Test
    void aDeletedLogstoreLeavesNoKeyOfItsGroups() {
        split(topics, 0);
        join(ends.declare(GROUP, shard(0), true));
        beat("c1");
        join(topics.delete(PROJECT, "logstore"));
        assertThat(keys()).isSubsetOf("sb:{sls/project}:namespace", "sb:namespaces", sweepKey());
    }

    @Test
    void aDeletedProjectLeavesNothing() {
        join(new Namespaces(STORE.catalog, STORE.directory).delete(PROJECT, WithTopics.DELETED_TOO));
        assertThat(keys().stream().filter(key -> !key.endsWith(":sweep"))).isEmpty();
    }

    @Test
    void aLogstoreThatIsCreatedAnewHasNothingFinished() {
        split(topics, 0);
        join(ends.declare(GROUP, shard(0), true));
        GroupSettings settings = ORDERED;
        join(STORE.catalog.remove(join(STORE.catalog.read(PROJECT)).orElseThrow(), "logstore"));
        join(topics.create(PROJECT, new Topic("logstore", "logstore", 2), CatalogLimits.NONE));
        split(topics, 0);
        assertThat(settings.ordered()).isTrue();
        assertThat(assignable()).containsExactly(0, 1);
    }

    private static String sweepKey() {
        return Keys.sweep(Keys.bucket(GROUP.path()));
    }

    private static List<String> keys() {
        return Arrays.stream(String.valueOf(CONSOLE.call("KEYS", "*"))
                        .replaceAll("[\\[\\]]", "")
                        .split(", "))
                .filter(key -> !key.isEmpty() && !key.endsWith(":sweep") && !key.endsWith(":deletion"))
                .toList();
    }

    private static TopicShard shard(int number) {
        return new TopicShard("logstore", number);
    }

    private static void split(Topics by, int number) {
        assertThat(splitting(by, number).join()).isInstanceOf(Done.class);
    }

    private static CompletableFuture<CatalogOutcome<List<Shard>>> splitting(Topics by, int number) {
        return by.reshard(
                        PROJECT, shard(number), (lineage, now) -> lineage.splitInto(number, 2, now), CatalogLimits.NONE)
                .toCompletableFuture();
    }

    private static List<Integer> assignable() {
        ShardSet shards =
                join(STORE.groups.claim(GROUP)).orElseThrow().snapshot().shards();
        return Arrays.stream(shards.numbers("logstore")).boxed().toList();
    }

    private static List<GroupId> due() {
        List<GroupId> due = join(STORE.groups.sweep(Keys.bucket(GROUP.path()), Sweep.OWN));
        due.forEach(group -> CONSOLE.call("ZREM", Keys.due(Keys.bucket(group.path())), "g" + group.path()));
        return due;
    }

    private static void beat(String member) {
        byte[] nothing = STORE.codec.encode(GROUP, ShardSet.EMPTY);
        STORE.beat(new Heartbeat(GROUP, new MemberId(member), nothing, false, Stranger.REFUSE, 0));
    }
}
