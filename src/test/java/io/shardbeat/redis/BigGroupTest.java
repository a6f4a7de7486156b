package io.shardbeat.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.assignment.StickyBalancedAssignor;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Topic;
import io.shardbeat.coordinator.GroupDirectory.Members;
import io.shardbeat.coordinator.GroupStore.Sweep;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.coordinator.Heartbeat.Stranger;
import io.shardbeat.coordinator.Reconciler;
import io.shardbeat.group.Decision.Kind;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.group.Planner;
import io.shardbeat.testkit.RedisConsole;
import io.shardbeat.testkit.RedisProcess;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Ten thousand members at a time, over a real Redis: one pass, whose commits are all short, and commands that are. How long
 * a commit takes is measured elsewhere (docs/performance.md); what it is asked to write is counted here. Each test goes on from the one before.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BigGroupTest {
    private static final Namespace PROJECT = new Namespace("sls", "big");
    private static final GroupId GROUP = new GroupId(PROJECT, "logstore", "group");
    private static final int BUCKET = Keys.bucket(GROUP.path());
    private static final String STEM = Keys.stem(GROUP);
    private static final int MEMBERS = 10_000;
    private static final int SHARDS = 30_000;
    private static final int AT_A_TIME = 2_000;

    /** What a commit may write, and what belongs to the last member or shard of a part. */
    private static final int MOST = 1_000 + 10;

    private static final RedisProcess REDIS = new RedisProcess();
    private static StoreUnderTest store;
    private static RedisConsole console;

    private final CommitLog log = new CommitLog();
    private CountingStore counting;

    @BeforeAll
    static void start() {
        REDIS.start();
        store = new StoreUnderTest(REDIS.uri());
        console = new RedisConsole(REDIS.uri());
        store.catalog
                .declare(PROJECT, "p", List.of(new Topic("logstore", "logstore", SHARDS)))
                .toCompletableFuture()
                .join();
        store.directory
                .create(GROUP, new GroupSettings(600, false, List.of("logstore")))
                .toCompletableFuture()
                .join();
    }

    @AfterAll
    static void stop() {
        console.close();
        store.close();
        REDIS.close();
    }

    @BeforeEach
    void noInterruptionLately() {
        counting = new CountingStore(store.groups);
        store.groups.sweep(BUCKET, Sweep.OWN).toCompletableFuture().join();
        console.call("HDEL", Keys.sweep(BUCKET), "resumed");
    }

    @Test
    @Order(1)
    void tenThousandJoinsAreOnePassOfShortCommits() {
        beatAll(0, MEMBERS);
        pass();
        assertOnePass(MEMBERS / 1_000);
        assertThat(log.decisions()).containsEntry(Kind.MEMBER_JOINED, MEMBERS).containsEntry(Kind.GRANTED, SHARDS);
        assertThat(console.number("HLEN", Keys.members(STEM))).isEqualTo(MEMBERS);
    }

    @Test
    @Order(2)
    void fourThousandDeathsAreOnePassOfShortCommits() {
        int dead = 4_000;
        IntStream.range(0, dead).forEach(member -> console.call("UNLINK", Keys.lease(STEM, name(member))));
        pass();
        assertOnePass(dead / 500 + (MEMBERS - dead) / 1_000);
        assertThat(log.decisions()).containsEntry(Kind.MEMBER_EXPIRED, dead).containsEntry(Kind.GRANTED, 3 * dead);
        assertThat(console.number("HLEN", Keys.members(STEM))).isEqualTo(MEMBERS - dead);
        assertThat(console.number("ZCARD", Keys.due(BUCKET))).isLessThanOrEqualTo(MEMBERS - dead + 1);
    }

    @Test
    @Order(3)
    void whereThousandsJoinAFullGroupEveryHandOverIsBegunInShortCommits() {
        beatAll(0, 4_000);
        pass();
        assertOnePass(3 * 4_000 / 1_000);
        assertThat(log.decisions()).containsEntry(Kind.MEMBER_JOINED, 4_000);
        assertThat(console.number("HLEN", Keys.handOvers(STEM)))
                .isEqualTo(log.decisions().get(Kind.HAND_OVER_BEGUN).longValue())
                .isGreaterThan(10_000);
    }

    @Test
    @Order(4)
    void aShorterTimeoutBringsTenThousandLooksForwardInShortCommands() {
        beatAll(0, MEMBERS);
        console.call("CONFIG", "RESETSTAT");
        store.directory
                .update(GROUP, new GroupSettings(60, false, List.of("logstore")))
                .toCompletableFuture()
                .join();
        long latest = console.nowMillis() + 60_000;
        assertThat(console.number("ZCOUNT", Keys.due(BUCKET), "(" + latest, "+inf"))
                .isZero();
        assertThat(console.number("ZCOUNT", Keys.due(BUCKET), "-inf", "+inf")).isGreaterThan(MEMBERS);
        assertThat(console.calls("hscan")).isBetween(MEMBERS / 500L, MEMBERS / 100L);
        assertThat(console.calls("zadd")).isBetween(MEMBERS / 500L, 1 + MEMBERS / 100L);
        assertThat(console.calls("hkeys") + console.calls("hgetall")).isZero();
    }

    @Test
    @Order(5)
    void aGroupOfTenThousandIsDeletedWithItsLeasesByShortCommands() {
        console.call("CONFIG", "RESETSTAT");
        store.directory.delete(GROUP, Members.REMOVE).toCompletableFuture().join();
        assertThat(console.list("KEYS", STEM + "*")).isEmpty();
        assertThat(console.number("ZCARD", Keys.due(BUCKET))).isZero();
        assertThat(console.calls("evalsha")).isBetween(MEMBERS / 500L, MEMBERS / 100L);
        assertThat(console.calls()).isLessThan(10 * MEMBERS / 100L);
    }

    private void assertOnePass(int commits) {
        assertThat(log.failures).isEmpty();
        assertThat(log.stale).hasValue(0);
        assertThat(counting.reads).hasValue(1);
        assertThat(counting.writes).allSatisfy(writes -> assertThat(writes).isLessThanOrEqualTo(MOST));
        assertThat(counting.writes).hasSizeBetween(commits, 2 * commits);
    }

    private void pass() {
        new Reconciler(counting, new Planner(new StickyBalancedAssignor()), store.executor, log)
                .reconcile(GROUP)
                .toCompletableFuture()
                .join();
    }

    private static void beatAll(int from, int to) {
        for (int first = from; first < to; first += AT_A_TIME) {
            CompletableFuture.allOf(IntStream.range(first, Math.min(to, first + AT_A_TIME))
                            .mapToObj(member -> store.groups
                                    .beat(new Heartbeat(
                                            GROUP,
                                            new MemberId(name(member)),
                                            store.codec.encode(GROUP, ShardSet.EMPTY),
                                            false,
                                            Stranger.REFUSE,
                                            0))
                                    .toCompletableFuture())
                            .toArray(CompletableFuture<?>[]::new))
                    .join();
        }
    }

    private static String name(int member) {
        return String.format("consumer-%05d", member);
    }
}
