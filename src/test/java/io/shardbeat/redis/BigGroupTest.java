package io.shardbeat.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.assignment.sticky.StickyBalancedAssignor;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Topic;
import io.shardbeat.coordinator.GroupDirectory.Members;
import io.shardbeat.coordinator.GroupStore.Sweep;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.coordinator.Heartbeat.Stranger;
import io.shardbeat.coordinator.pass.Reconciler;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.group.plan.Planner;
import io.shardbeat.group.shard.Decision.Kind;
import io.shardbeat.redis.format.Keys;
import io.shardbeat.testkit.process.RedisConsole;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Ten thousand members at a time, over a real Redis: one pass, whose commits are all short, and commands that are. How long
 * a commit takes is measured elsewhere (docs/performance.md); what it is asked to write is counted here. Each test goes on from the one before.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("long")
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

    @RegisterExtension
    static final OwnRedis REDIS = new OwnRedis();

    private static final StoreUnderTest STORE = REDIS.store();
    private static final RedisConsole CONSOLE = REDIS.console();

    private final CommitLog log = new CommitLog();
    private CountingStore counting;

    @BeforeAll
    static void declare() {
        STORE.catalog
                .declare(PROJECT, "p", List.of(new Topic("logstore", "logstore", SHARDS)))
                .toCompletableFuture()
                .join();
        STORE.directory
                .create(GROUP, new GroupSettings(600, false, List.of("logstore")))
                .toCompletableFuture()
                .join();
    }

    @BeforeEach
    void countAnew() {
        counting = new CountingStore(STORE.groups, BigGroupTest::beSwept);
    }

    /** As nodes do all the time, also while one makes a pass: through a gap in that, which this machine may need for one, nobody expires. */
    private static void beSwept() {
        CONSOLE.call("HSET", Keys.sweep(BUCKET), "seen", Long.toString(CONSOLE.nowMillis()));
    }

    /** However long the test has taken until now: a pass after a gap expires nobody. */
    private static void noInterruptionLately() {
        STORE.groups.sweep(BUCKET, Sweep.OWN).toCompletableFuture().join();
        CONSOLE.call("HDEL", Keys.sweep(BUCKET), "resumed");
    }

    @Test
    @Order(1)
    void tenThousandJoinsAreOnePassOfShortCommits() {
        beatAll(0, MEMBERS);
        pass();
        assertOnePass(MEMBERS / 1_000);
        assertThat(log.decisions()).containsEntry(Kind.MEMBER_JOINED, MEMBERS).containsEntry(Kind.GRANTED, SHARDS);
        assertThat(CONSOLE.number("HLEN", Keys.members(STEM))).isEqualTo(MEMBERS);
    }

    @Test
    @Order(2)
    void fourThousandDeathsAreOnePassOfShortCommits() {
        int dead = 4_000;
        IntStream.range(0, dead).forEach(member -> CONSOLE.call("UNLINK", Keys.lease(STEM, name(member))));
        pass();
        assertOnePass(dead / 500 + (MEMBERS - dead) / 1_000);
        assertThat(log.decisions()).containsEntry(Kind.MEMBER_EXPIRED, dead).containsEntry(Kind.GRANTED, 3 * dead);
        assertThat(CONSOLE.number("HLEN", Keys.members(STEM))).isEqualTo(MEMBERS - dead);
        assertThat(CONSOLE.number("ZCARD", Keys.due(BUCKET))).isLessThanOrEqualTo(MEMBERS - dead + 1);
    }

    @Test
    @Order(3)
    void whereThousandsJoinAFullGroupEveryHandOverIsBegunInShortCommits() {
        beatAll(0, 4_000);
        pass();
        assertOnePass(3 * 4_000 / 1_000);
        assertThat(log.decisions()).containsEntry(Kind.MEMBER_JOINED, 4_000);
        assertThat(CONSOLE.number("HLEN", Keys.handOvers(STEM)))
                .isEqualTo(log.decisions().get(Kind.HAND_OVER_BEGUN).longValue())
                .isGreaterThan(10_000);
    }

    @Test
    @Order(4)
    void aShorterTimeoutBringsTenThousandLooksForwardInShortCommands() {
        beatAll(0, MEMBERS);
        CONSOLE.call("CONFIG", "RESETSTAT");
        STORE.directory
                .update(GROUP, new GroupSettings(60, false, List.of("logstore")))
                .toCompletableFuture()
                .join();
        long latest = CONSOLE.nowMillis() + 60_000;
        assertThat(CONSOLE.number("ZCOUNT", Keys.due(BUCKET), "(" + latest, "+inf"))
                .isZero();
        assertThat(CONSOLE.number("ZCOUNT", Keys.due(BUCKET), "-inf", "+inf")).isGreaterThan(MEMBERS);
        assertThat(CONSOLE.calls("hscan")).isBetween(MEMBERS / 500L, MEMBERS / 100L);
        assertThat(CONSOLE.calls("zadd")).isBetween(MEMBERS / 500L, 1 + MEMBERS / 100L);
        assertThat(CONSOLE.calls("hkeys") + CONSOLE.calls("hgetall")).isZero();
    }

    @Test
    @Order(5)
    void aGroupOfTenThousandIsDeletedWithItsLeasesByShortCommands() {
        CONSOLE.call("CONFIG", "RESETSTAT");
        STORE.directory.delete(GROUP, Members.REMOVE).toCompletableFuture().join();
        assertThat(CONSOLE.list("KEYS", STEM + "*")).isSubsetOf(STEM + ":deletion");
        assertThat(CONSOLE.number("ZCARD", Keys.due(BUCKET))).isZero();
        assertThat(CONSOLE.calls("evalsha")).isBetween(MEMBERS / 500L, MEMBERS / 100L);
        assertThat(CONSOLE.calls()).isLessThan(10 * MEMBERS / 100L);
    }

    private void assertOnePass(int commits) {
        assertThat(log.failures).isEmpty();
        assertThat(log.stale).hasValue(0);
        assertThat(counting.reads).hasValue(1);
        assertThat(counting.writes).allSatisfy(writes -> assertThat(writes).isLessThanOrEqualTo(MOST));
        assertThat(counting.writes).hasSizeBetween(commits, 2 * commits);
    }

    private void pass() {
        noInterruptionLately();
        new Reconciler(counting, new Planner(new StickyBalancedAssignor()), STORE.executor, log)
                .reconcile(GROUP)
                .toCompletableFuture()
                .join();
    }

    private static void beatAll(int from, int to) {
        for (int first = from; first < to; first += AT_A_TIME) {
            CompletableFuture.allOf(IntStream.range(first, Math.min(to, first + AT_A_TIME))
                            .mapToObj(member -> STORE.groups
                                    .beat(new Heartbeat(
                                            GROUP,
                                            new MemberId(name(member)),
                                            STORE.codec.encode(GROUP, ShardSet.EMPTY),
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
