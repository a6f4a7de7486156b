package io.shardbeat.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.assignment.sticky.StickyBalancedAssignor;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Topic;
import io.shardbeat.coordinator.GroupStore.Sweep;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.coordinator.Heartbeat.Stranger;
import io.shardbeat.coordinator.groups.HistoryPage;
import io.shardbeat.coordinator.groups.HistoryQuery;
import io.shardbeat.coordinator.pass.Reconciler;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.group.plan.Planner;
import io.shardbeat.redis.catalog.StoreLimits;
import io.shardbeat.redis.format.Keys;
import io.shardbeat.redis.group.HistoryLimits;
import io.shardbeat.testkit.process.RedisConsole;
import io.shardbeat.testkit.process.RedisProcess;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** A group of its own for every test over a real Redis, whose passes are made one at a time. */
abstract class OneGroup {
    static final String LOGSTORE = "logstore";
    static RedisProcess redis;
    static RedisConsole console;
    private static int number;

    private final Namespace project = new Namespace("sls", "history" + number++);
    final GroupId group = new GroupId(project, LOGSTORE, "group");
    final String stream = Keys.stem(group) + ":history";
    private final CommitLog log = new CommitLog();
    StoreUnderTest store;

    @BeforeAll
    static void start() {
        redis = new RedisProcess();
        redis.start();
        console = new RedisConsole(redis.uri());
    }

    @AfterAll
    static void stop() {
        console.close();
        redis.close();
    }

    @AfterEach
    void close() {
        store.close();
    }

    final void open(HistoryLimits limits, int shards) {
        open(new StoreUnderTest(redis.uri(), StoreLimits.WIDE, limits), shards);
    }

    final void open(StoreUnderTest opened, int shards) {
        store = opened;
        store.catalog
                .declare(project, "p", List.of(new Topic(LOGSTORE, LOGSTORE, shards)))
                .toCompletableFuture()
                .join();
        store.directory
                .create(group, new GroupSettings(600, false, List.of(LOGSTORE)))
                .toCompletableFuture()
                .join();
        sweep();
    }

    final void sweep() {
        int bucket = Keys.bucket(group.path());
        store.groups.sweep(bucket, Sweep.OWN).toCompletableFuture().join();
        console.call("HDEL", Keys.sweep(bucket), "resumed");
    }

    final HistoryPage history(HistoryQuery query) {
        return store.browser.history(group, query).toCompletableFuture().join().orElseThrow();
    }

    final void joinAndPass(String member) {
        beat(member);
        pass();
    }

    final void expireAndPass(String member) {
        console.call("UNLINK", Keys.lease(Keys.stem(group), member));
        pass();
    }

    final void tick() {
        long now = console.nowMillis();
        while (console.nowMillis() <= now + 1) {
            Thread.onSpinWait();
        }
    }

    final void beat(String member) {
        store.beat(new Heartbeat(
                group, new MemberId(member), store.codec.encode(group, ShardSet.EMPTY), false, Stranger.REFUSE, 0));
    }

    final void pass() {
        sweep();
        new Reconciler(store.groups, new Planner(new StickyBalancedAssignor()), store.executor, log)
                .reconcile(group)
                .toCompletableFuture()
                .join();
        assertThat(log.failures).isEmpty();
    }
}
