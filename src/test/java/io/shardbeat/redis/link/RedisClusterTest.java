package io.shardbeat.redis.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.assignment.sticky.StickyBalancedAssignor;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Topic;
import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.coordinator.Heartbeat.Stranger;
import io.shardbeat.coordinator.pass.Reconciler;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.group.plan.Planner;
import io.shardbeat.redis.CommitLog;
import io.shardbeat.redis.RedisHealth;
import io.shardbeat.redis.StoreUnderTest;
import io.shardbeat.redis.format.Keys;
import io.shardbeat.testkit.process.RedisClusterProcesses;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Slots that move and masters that are replaced, under the heartbeats of a node. */
@Tag("long")
class RedisClusterTest {
    private static final Namespace PROJECT = new Namespace("sls", "cluster");
    private static final int GROUPS = 24;
    private static final int SHARDS = 4;
    private static final Duration LONG = Duration.ofSeconds(30);
    /** Redis gives up on one that was asked for, and may have to be asked again, after five seconds. */
    private static final Duration MANUAL_FAILOVER = Duration.ofSeconds(6);

    private final RedisClusterProcesses cluster = new RedisClusterProcesses();
    private StoreUnderTest store;

    @BeforeEach
    void start() {
        cluster.start();
        store = StoreUnderTest.ofCluster(cluster.uris().subList(0, 1));
        store.catalog
                .declare(PROJECT, "p", List.of(new Topic("logstore", "logstore", SHARDS)))
                .toCompletableFuture()
                .join();
        IntStream.range(0, GROUPS).forEach(this::create);
    }

    @AfterEach
    void stop() {
        store.close();
        cluster.close();
    }

    private void create(int number) {
        store.directory
                .create(group(number), new GroupSettings(5, false, List.of("logstore")))
                .toCompletableFuture()
                .join();
        assertThat(beat(group(number))).isInstanceOf(BeatReply.Known.class);
        pass(group(number));
    }

    @Test
    void groupsAreSpreadOverAllMastersAndNoneOfThemIsRebuiltWhenTheClusterIsNew() {
        assertThat(IntStream.range(0, GROUPS).map(this::masterOf).distinct().count())
                .isEqualTo(3);
        IntStream.range(0, GROUPS).forEach(this::assertHoldsAll);
        assertThat(new RedisHealth(store.redis).problem().toCompletableFuture().join())
                .isEmpty();
    }

    @Test
    void oneMasterThatEvictsIsAProblem() {
        cluster.call(2, "CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
        assertThat(new RedisHealth(store.redis).problem().toCompletableFuture().join())
                .hasValueSatisfying(problem -> assertThat(problem).contains("allkeys-lru"));
    }

    @Test
    void aSlotThatMovesLosesNothing() {
        // given
        int from = masterOf(0);
        long slot = cluster.slot(Keys.stem(group(0)));
        long epoch = epoch(group(0));

        // when
        cluster.migrate(slot, from, (from + 1) % 3);

        // then
        assertThat(masterOf(0)).isEqualTo((from + 1) % 3);
        assertHoldsAll(0);
        assertThat(epoch(group(0))).as("nothing was rebuilt").isEqualTo(epoch);
    }

    @Test
    void heartbeatsWaitWhileTheirKeysAreHalfWay() {
        // given
        int from = masterOf(0);
        int to = (from + 1) % 3;
        String slot = Long.toString(cluster.slot(Keys.stem(group(0))));
        cluster.call(to, "CLUSTER", "SETSLOT", slot, "IMPORTING", cluster.text(from, "CLUSTER", "MYID"));
        cluster.call(from, "CLUSTER", "SETSLOT", slot, "MIGRATING", cluster.text(to, "CLUSTER", "MYID"));
        String port = Integer.toString(cluster.node(to).port());
        cluster.call(from, "MIGRATE", "127.0.0.1", port, Keys.members(Keys.stem(group(0))), "0", "5000");

        // when
        var halfWay = store.groups.beat(heartbeat(group(0)));
        cluster.migrate(Long.parseLong(slot), from, to);

        // then
        assertThat(halfWay.toCompletableFuture().join()).isInstanceOf(BeatReply.Known.class);
        assertHoldsAll(0);
    }

    @Test
    void aMasterThatDiesIsReplacedAndItsGroupsAreRebuiltFromWhatMembersReport() {
        // given
        int master = masterOf(0);
        int replica = cluster.addReplica(master);
        List<Integer> its = IntStream.range(0, GROUPS)
                .filter(number -> masterOf(number) == master)
                .boxed()
                .toList();
        List<Integer> others = IntStream.range(0, GROUPS)
                .filter(number -> !its.contains(number))
                .boxed()
                .toList();
        long epochOfOther = epoch(group(others.get(0)));

        // when
        cluster.node(master).kill();
        await().atMost(LONG)
                .ignoreExceptions()
                .until(() -> cluster.text(replica, "INFO", "replication").contains("role:master"));

        // then
        assertHoldsAll(others.get(0));
        assertThat(epoch(group(others.get(0))))
                .as("no concern of other masters")
                .isEqualTo(epochOfOther);
        for (int number : its) {
            await().atMost(LONG).ignoreExceptions().until(() -> {
                pass(group(number));
                return holdsAll(number);
            });
        }
    }

    @Test
    void aMasterThatHandsOverToItsReplicaIsLeftAtOnce() {
        // given
        int master = masterOf(0);
        int replica = cluster.addReplica(master);
        long epoch = epoch(group(0));

        // when
        await().atMost(LONG.multipliedBy(2))
                .pollDelay(Duration.ZERO)
                .pollInterval(MANUAL_FAILOVER)
                .ignoreExceptions()
                .until(() -> isReplica(master)
                        || cluster.text(replica, "CLUSTER", "FAILOVER").isEmpty());

        // then
        await().atMost(LONG).ignoreExceptions().until(() -> {
            pass(group(0));
            return holdsAll(0);
        });
        assertThat(epoch(group(0)))
                .as("another server: its groups are settled anew")
                .isGreaterThan(epoch);
    }

    private boolean isReplica(int node) {
        return cluster.text(node, "INFO", "replication").contains("role:slave");
    }

    private int masterOf(int number) {
        return cluster.masterOf(Keys.stem(group(number)));
    }

    private void assertHoldsAll(int number) {
        assertThat(holdsAll(number)).as("%s holds its shards", group(number)).isTrue();
    }

    private boolean holdsAll(int number) {
        GroupId group = group(number);
        return beat(group, IntStream.range(0, SHARDS).toArray()) instanceof BeatReply.Known known
                && store.codec.decode(group, known.grant()).size() == SHARDS;
    }

    private long epoch(GroupId group) {
        return store.groups
                .claim(group)
                .toCompletableFuture()
                .join()
                .orElseThrow()
                .snapshot()
                .epoch();
    }

    private void pass(GroupId group) {
        CommitLog log = new CommitLog();
        new Reconciler(store.groups, new Planner(new StickyBalancedAssignor()), store.executor, log)
                .reconcile(group)
                .toCompletableFuture()
                .join();
        assertThat(log.failures).isEmpty();
    }

    private BeatReply beat(GroupId group, int... report) {
        return store.beat(heartbeat(group, report));
    }

    private Heartbeat heartbeat(GroupId group, int... report) {
        byte[] shards = store.codec.encode(group, ShardSet.of("logstore", report));
        return new Heartbeat(group, new MemberId("c"), shards, report.length > 0, Stranger.REFUSE, 0);
    }

    private static GroupId group(int number) {
        return new GroupId(PROJECT, "logstore", "group-" + number);
    }
}
