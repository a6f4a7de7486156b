package io.shardbeat.redis.beat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.assignment.sticky.StickyBalancedAssignor;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Topic;
import io.shardbeat.coordinator.GroupDirectory.Members;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.coordinator.Heartbeat.Stranger;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.group.plan.Planner;
import io.shardbeat.group.wish.Wishes;
import io.shardbeat.redis.StoreUnderTest;
import io.shardbeat.redis.format.GroupKeys;
import io.shardbeat.redis.group.RedisWishStore;
import io.shardbeat.testkit.process.RedisConsole;
import io.shardbeat.testkit.process.RedisProcess;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever changes what heartbeats of a group may be answered is counted in its bucket (ADR 0021). */
class CountedChangesTest {
    private static final Namespace PROJECT = new Namespace("sls", "project");
    private static final GroupId GROUP = new GroupId(PROJECT, "logstore", "group");
    private static final GroupKeys KEYS = new GroupKeys(GROUP);
    private static final GroupSettings SETTINGS = new GroupSettings(30, false, List.of("logstore"));

    private static final RedisProcess REDIS = new RedisProcess();
    private static StoreUnderTest node;
    private static RedisConsole console;

    @BeforeAll
    static void start() {
        REDIS.start();
        node = new StoreUnderTest(REDIS.uri());
        console = new RedisConsole(REDIS.uri());
        await().ignoreExceptions().until(() -> beat("nobody") != null);
        join(node.catalog.declare(PROJECT, "p", List.of(new Topic("logstore", "logstore", 4))));
    }

    @AfterAll
    static void stop() {
        console.close();
        node.close();
        REDIS.close();
    }

    @BeforeEach
    void createGroup() {
        join(node.directory.delete(GROUP, Members.REMOVE));
        join(node.directory.create(GROUP, SETTINGS));
        beat("c1");
    }

    @Test
    void aPassIsCountedWhenItChangesSomething() {
        assertCounted(CountedChangesTest::pass);
        assertNotCounted(CountedChangesTest::pass);
    }

    @Test
    void newSettingsAreCountedAndBeingWokenIsNot() {
        assertCounted(() -> join(node.directory.update(GROUP, new GroupSettings(90, false, List.of("logstore")))));
        assertNotCounted(() -> join(new RedisWishStore(node.redis).wake(GROUP)));
    }

    @Test
    void aWishIsCounted() {
        long epoch = pass();
        assertCounted(() -> join(new RedisWishStore(node.redis).write(GROUP, epoch, Wishes.NONE)));
    }

    @Test
    void aDeletionIsCounted() {
        assertCounted(() -> join(node.directory.delete(GROUP, Members.REMOVE)));
    }

    @Test
    void aRebuildIsCounted() {
        assertCounted(() -> join(node.directory.rebuild(GROUP)));
    }

    @Test
    void aLossThatIsNoticedIsCounted() {
        console.call("HSET", KEYS.group, "incarnation", "another");
        assertCounted(() -> beat("c1"));
    }

    @Test
    void aHeartbeatIsNotCounted() {
        pass();
        assertNotCounted(() -> beat("c1"));
    }

    @Test
    void aCountThatIsNoneIsBegunAnew() {
        console.call("HSET", KEYS.sweep, "changes", "damaged");
        pass();
        assertThat(console.text("HGET", KEYS.sweep, "changes")).isEqualTo("1");
    }

    private static void assertCounted(Runnable change) {
        long before = count();
        change.run();
        assertThat(count()).isGreaterThan(before);
    }

    private static void assertNotCounted(Runnable change) {
        long before = count();
        change.run();
        assertThat(count()).isEqualTo(before);
    }

    private static long count() {
        String count = console.text("HGET", KEYS.sweep, "changes");
        return count.equals("null") ? 0 : Long.parseLong(count);
    }

    private static Object beat(String member) {
        return node.beat(new Heartbeat(
                GROUP, new MemberId(member), node.codec.encode(GROUP, ShardSet.EMPTY), false, Stranger.REFUSE, 0));
    }

    private static long pass() {
        var claim = join(node.groups.claim(GROUP)).orElseThrow();
        var plan = new Planner(new StickyBalancedAssignor()).plan(claim.snapshot());
        return join(node.groups.commit(claim, plan)).epoch();
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
