package io.shardbeat.redis.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.sticky.StickyBalancedAssignor;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Topic;
import io.shardbeat.coordinator.GroupStore.Sweep;
import io.shardbeat.coordinator.pass.Reconciler;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.Member;
import io.shardbeat.group.plan.Planner;
import io.shardbeat.group.shard.Decision.Kind;
import io.shardbeat.redis.CommitLog;
import io.shardbeat.redis.CommitLog.Commit;
import io.shardbeat.redis.StoreUnderTest;
import io.shardbeat.redis.format.Keys;
import io.shardbeat.testkit.Witness;
import io.shardbeat.testkit.process.RedisConsole;
import io.shardbeat.testkit.process.RedisUnderTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Several nodes run passes over one group without a pause while its members beat, move and die. */
@Tag("long")
class RacingNodesTest {
    private static final int NODES = 3;
    private static final int MEMBERS = 6;
    private static final int SHARDS = 16;
    private static final int BEATS = 1_000;
    private static final GroupId GROUP = new GroupId(
            new Namespace("sls", "racing-nodes-" + ProcessHandle.current().pid()), "logstore", "group");

    private static final int BUCKET = Keys.bucket(GROUP.path());

    private static final List<StoreUnderTest> NODE_STORES = new ArrayList<>();
    private static RedisConsole console;

    private final CommitLog log = new CommitLog();
    private final Witness witness = new Witness();
    private final AtomicLong passes = new AtomicLong();
    private final List<RacingMember> members = IntStream.range(0, MEMBERS)
            .mapToObj(
                    i -> new RacingMember("c" + i, GROUP, NODE_STORES, console, witness, 7_919L * i, this::awaitPasses))
            .toList();

    @BeforeAll
    static void connect() {
        for (int node = 0; node < NODES; node++) {
            NODE_STORES.add(new StoreUnderTest(RedisUnderTest.uri()));
        }
        console = new RedisConsole(RedisUnderTest.uri());
        StoreUnderTest store = NODE_STORES.get(0);
        store.catalog
                .declare(GROUP.namespace(), "race", List.of(new Topic("logstore", "logstore", SHARDS)))
                .toCompletableFuture()
                .join();
        store.directory
                .create(GROUP, new GroupSettings(60, false, List.of("logstore")))
                .toCompletableFuture()
                .join();
    }

    @AfterAll
    static void disconnect() {
        console.close();
        NODE_STORES.forEach(StoreUnderTest::close);
    }

    @Test
    void oneCommitWinsEachEpochAndNoShardIsGrantedTwice() {
        race();
        settle();
        assertThat(log.failures).isEmpty();
        assertThat(witness.breaches()).isEmpty();
        assertOneCommitPerEpoch();
        assertEveryCommitBuildsOnTheOneBefore();
        assertThat(log.stale).as("passes that lost").hasPositiveValue();
        assertThat(log.decisions())
                .containsKeys(Kind.MEMBER_EXPIRED, Kind.HAND_OVER_BEGUN, Kind.HANDED_OVER, Kind.GRANTED)
                .doesNotContainKey(Kind.DOUBLE_GRANT_REPAIRED);
    }

    private void race() {
        noInterruptionLately();
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(NODES + MEMBERS);
        List<CompletableFuture<Void>> passes = NODE_STORES.stream()
                .map(node -> CompletableFuture.runAsync(() -> passUntil(over, node), threads))
                .toList();
        CompletableFuture<?>[] beats = members.stream()
                .map(member -> CompletableFuture.runAsync(() -> member.run(BEATS), threads))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(beats)
                .whenComplete((done, failure) -> over.set(true))
                .join();
        passes.forEach(CompletableFuture::join);
        threads.shutdown();
    }

    /** The first sweep after a while holds expiry back, and this race is about expiry too. */
    private static void noInterruptionLately() {
        NODE_STORES.get(0).groups.sweep(BUCKET, Sweep.OWN).toCompletableFuture().join();
        console.call("HDEL", Keys.sweep(BUCKET), "resumed");
    }

    private void passUntil(AtomicBoolean over, StoreUnderTest node) {
        Reconciler reconciler = reconciler(node);
        while (!over.get()) {
            node.groups.sweep(BUCKET, Sweep.OWN).toCompletableFuture().join();
            reconciler.reconcile(GROUP).toCompletableFuture().join();
            passes.incrementAndGet();
        }
    }

    /** Each node may be in a pass that read too early: as many again begin and end, and one wins. */
    private void awaitPasses() {
        long enough = passes.get() + 3 * NODES;
        while (passes.get() < enough) {
            LockSupport.parkNanos(100_000);
        }
    }

    private Reconciler reconciler(StoreUnderTest node) {
        return new Reconciler(node.groups, new Planner(new StickyBalancedAssignor()), node.executor, log);
    }

    /** Nothing was lost if the due index alone brings the group to rest: balanced, every shard with one member. */
    private void settle() {
        StoreUnderTest node = NODE_STORES.get(0);
        Reconciler reconciler = reconciler(node);
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            members.forEach(member -> member.beat(true));
            node.groups.sweep(BUCKET, Sweep.OWN).toCompletableFuture().join().stream()
                    .filter(GROUP::equals)
                    .forEach(group ->
                            reconciler.reconcile(group).toCompletableFuture().join());
            return isBalanced(witness.granted());
        });
        assertThat(console.number("HLEN", Keys.handOvers(Keys.stem(GROUP)))).isZero();
    }

    private static boolean isBalanced(Map<String, List<ShardId>> granted) {
        List<ShardId> all = granted.values().stream().flatMap(List::stream).toList();
        return granted.size() == MEMBERS
                && all.size() == SHARDS
                && new HashSet<>(all).size() == SHARDS
                && granted.values().stream().allMatch(shards -> shards.size() >= SHARDS / MEMBERS);
    }

    private void assertOneCommitPerEpoch() {
        Set<Long> epochs = new HashSet<>();
        assertThat(log.commits)
                .allSatisfy(commit -> assertThat(epochs.add(commit.read().epoch()))
                        .as("first commit on epoch %d", commit.read().epoch())
                        .isTrue());
    }

    /** What a pass read is what the commits before it wrote, and no shard is in two grants. */
    private void assertEveryCommitBuildsOnTheOneBefore() {
        Map<String, List<ShardId>> grants = new TreeMap<>();
        for (Commit commit : log.inOrder()) {
            assertThat(grantsIn(commit.read())).isEqualTo(withoutEmpty(grants));
            commit.plan().expired().forEach(member -> grants.remove(member.name()));
            commit.plan()
                    .grants()
                    .forEach((member, grant) ->
                            grants.put(member.name(), grant.shards().shards()));
            List<ShardId> all = grants.values().stream().flatMap(List::stream).toList();
            assertThat(all).doesNotHaveDuplicates();
            assertThat(commit.plan().handOvers())
                    .extracting(handOver -> handOver.shard())
                    .doesNotContainAnyElementsOf(all);
        }
    }

    private static Map<String, List<ShardId>> grantsIn(GroupSnapshot snapshot) {
        Map<String, List<ShardId>> grants = new TreeMap<>();
        for (Member member : snapshot.members()) {
            grants.put(member.id().name(), member.grant().shards().shards());
        }
        return withoutEmpty(grants);
    }

    private static Map<String, List<ShardId>> withoutEmpty(Map<String, List<ShardId>> grants) {
        Map<String, List<ShardId>> filled = new TreeMap<>(grants);
        filled.values().removeIf(List::isEmpty);
        return filled;
    }
}
