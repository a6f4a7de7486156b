package io.shardbeat.redis.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.coordinator.GroupDirectory.Members;
import io.shardbeat.coordinator.StoreContract;
import io.shardbeat.coordinator.catalog.ShardEnds;
import io.shardbeat.coordinator.checkpoint.Checkpoint;
import io.shardbeat.coordinator.checkpoint.CheckpointStore.WriteOutcome;
import io.shardbeat.coordinator.checkpoint.CheckpointUpdate;
import io.shardbeat.coordinator.checkpoint.Checkpoints;
import io.shardbeat.coordinator.checkpoint.Checkpoints.ChangeOutcome;
import io.shardbeat.coordinator.checkpoint.SaveOutcome;
import io.shardbeat.coordinator.checkpoint.SaveOutcome.Saved;
import io.shardbeat.coordinator.checkpoint.SaveOutcome.UnknownMember;
import io.shardbeat.coordinator.checkpoint.Saver;
import io.shardbeat.redis.StoreUnderTest;
import io.shardbeat.redis.format.GroupKeys;
import io.shardbeat.redis.format.Keys;
import io.shardbeat.redis.format.Records;
import io.shardbeat.testkit.memory.MemoryFinishedShards;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** I9: an accepted checkpoint is never lost or moved by a member that does not hold the shard, unless forced. */
class RedisCheckpointsTest extends StoreContract {
    private static final Set<ShardId> ALL =
            IntStream.range(0, 4).mapToObj(RedisCheckpointsTest::shard).collect(Collectors.toSet());

    private static final int ROUNDS = 15;

    @RegisterExtension
    static final RedisFixture REDIS = new RedisFixture();

    @RegisterExtension
    static final RedisFixture OTHER_NODE = new RedisFixture();

    private final Checkpoints checkpoints = checkpoints(REDIS.store());

    @BeforeEach
    void theFirstMemberHoldsAll() {
        join(REDIS.store().directory.update(group, SETTINGS.withTimeoutSeconds(60)));
        REDIS.console().call("HDEL", Keys.sweep(Keys.bucket(group.path())), "resumed");
        beat("c1");
        pass();
    }

    /** The limit is of the fixture; shards of topics that are gone count, too. */
    @Test
    void aGroupHasCheckpointsOfSoManyShardsAndNoMore() {
        String key = new GroupKeys(group).checkpoints;
        List<String> gone = new ArrayList<>(List.of("HSET", key));
        for (int i = 0; i < StoreUnderTest.CHECKPOINTS - 1; i++) {
            gone.addAll(List.of("gone/" + i, "1 c1\nMQ=="));
        }
        REDIS.console().call(gone.toArray(String[]::new));
        assertThat(write(shard(0), shard(1))).isEqualTo(WriteOutcome.TOO_MANY);
        assertThat(join(REDIS.store().checkpoints.all(group))).hasSize(StoreUnderTest.CHECKPOINTS - 1);
        assertThat(write(shard(0))).isEqualTo(WriteOutcome.WRITTEN);
        assertThat(write(shard(0))).isEqualTo(WriteOutcome.WRITTEN);
        assertThat(write(shard(1))).isEqualTo(WriteOutcome.TOO_MANY);
        assertThat(join(checkpoints.save(new CheckpointUpdate(group, null, Map.of(shard(1), "MQ=="), true))))
                .isInstanceOf(SaveOutcome.TooMany.class);
        assertThat(join(checkpoints.save(
                        new CheckpointUpdate(group, new MemberId("c1"), Map.of(shard(1), "MQ=="), false))))
                .isInstanceOf(SaveOutcome.TooMany.class);
    }

    private WriteOutcome write(ShardId... shards) {
        Map<ShardId, String> values = Arrays.stream(shards).collect(Collectors.toMap(shard -> shard, shard -> "MQ=="));
        return join(REDIS.store().checkpoints.write(group, values, new Saver("c1", 0, true), OptionalLong.empty()))
                .outcome();
    }

    @Test
    void aCheckpointIsFoundAsItWasSavedWithTheTimeInMicroseconds() {
        long before = nowMillis() * 1_000;
        assertThat(save(checkpoints, "c1", "MTIz", Set.of(shard(2)))).isEmpty();
        Checkpoint saved = join(checkpoints.of(group, shard(2))).orElseThrow().get(shard(2));
        assertThat(saved.value()).isEqualTo("MTIz");
        assertThat(saved.consumer()).isEqualTo("c1");
        assertThat(ChronoUnit.MICROS.between(Instant.EPOCH, saved.updated()))
                .isBetween(before, (nowMillis() + 1) * 1_000);
        assertThat(join(checkpoints.all(group)).orElseThrow())
                .containsOnlyKeys(ALL)
                .containsEntry(shard(2), saved)
                .containsEntry(shard(0), Checkpoint.NONE);
    }

    @Test
    void anOperatorSetsAndDropsCheckpointsOfAGroupThatIsStillAsItWas() {
        OptionalLong epoch = OptionalLong.of(claim().snapshot().epoch());
        assertThat(join(checkpoints.set(group, shard(1), "own", epoch))).isEqualTo(ChangeOutcome.DONE);
        assertThat(join(checkpoints.set(group, shard(2), "own", epoch))).isEqualTo(ChangeOutcome.DONE);
        assertThat(join(checkpoints.drop(group, shard(1), OptionalLong.of(1)))).isEqualTo(ChangeOutcome.MOVED);
        assertThat(value(1)).isEqualTo("own");
        assertThat(join(checkpoints.drop(group, shard(1), epoch))).isEqualTo(ChangeOutcome.DONE);
        assertThat(value(1)).isEmpty();
        assertThat(value(2)).isEqualTo("own");
        assertThat(join(checkpoints.drop(group, null, OptionalLong.empty()))).isEqualTo(ChangeOutcome.DONE);
        assertThat(value(2)).isEmpty();
        assertThat(join(checkpoints.drop(group, new ShardId(LOGSTORE, 99), epoch)))
                .isEqualTo(ChangeOutcome.NO_SHARD);
        assertThat(join(checkpoints.set(other("nobody"), shard(1), "own", epoch)))
                .isEqualTo(ChangeOutcome.NO_GROUP);
    }

    @Test
    void whatIsOlderByItsClientsClockIsLeftOut() {
        Map<ShardId, String> two = Map.of(shard(0), "second", shard(1), "second");
        assertThat(savedAt("c1", 100, Map.of(shard(0), "first"), false).older()).isEmpty();
        assertThat(savedAt("c1", 99, two, false).older()).containsExactly(shard(0));
        assertThat(value(0)).isEqualTo("first");
        assertThat(value(1)).as("the rest is written").isEqualTo("second");
        assertThat(savedAt("c1", 100, two, false).older())
                .as("several in a second")
                .isEmpty();
        assertThat(savedAt("c1", 0, Map.of(shard(0), "unknown"), false).older()).isEmpty();
        assertThat(savedAt("c1", 100, two, false).older()).isEmpty();
        assertThat(savedAt("c1", 98, Map.of(shard(0), "forced"), true).older()).isEmpty();
        assertThat(value(0)).isEqualTo("forced");
        assertThat(join(checkpoints.all(group)).orElseThrow().get(shard(1)).consumer())
                .isEqualTo("c1");
    }

    @Test
    void anotherConsumersClockIsItsOwn() {
        REDIS.console().call("HSET", new GroupKeys(group).checkpoints, Records.shard(shard(0)), "5 c9\t200\nold");
        assertThat(savedAt("c1", 100, Map.of(shard(0), "new"), false).older()).isEmpty();
        assertThat(value(0)).isEqualTo("new");
    }

    /** As nodes of before wrote it. */
    @Test
    void aRecordWithoutAClockIsReadAndReplaced() {
        REDIS.console().call("HSET", new GroupKeys(group).checkpoints, Records.shard(shard(0)), "5 c1\nold");
        Checkpoint saved = join(checkpoints.of(group, shard(0))).orElseThrow().get(shard(0));
        assertThat(saved).isEqualTo(new Checkpoint("old", Instant.EPOCH.plus(5, ChronoUnit.MICROS), "c1"));
        assertThat(savedAt("c1", 1, Map.of(shard(0), "new"), false).older()).isEmpty();
        assertThat(value(0)).isEqualTo("new");
    }

    private Saved savedAt(String member, long seconds, Map<ShardId, String> values, boolean forced) {
        return (Saved)
                join(checkpoints.save(new CheckpointUpdate(group, new MemberId(member), values, forced, seconds)));
    }

    private String value(int shard) {
        return join(checkpoints.of(group, shard(shard)))
                .orElseThrow()
                .get(shard(shard))
                .value();
    }

    @Test
    void namesAndCheckpointsComeBackWhateverIsInThem() {
        MemberId odd = new MemberId("c 1+é*~/%&=  ");
        Map<ShardId, String> empty = Map.of(shard(0), "");
        join(checkpoints.save(new CheckpointUpdate(group, odd, empty, true)));
        Checkpoint saved = join(checkpoints.all(group)).orElseThrow().get(shard(0));
        assertThat(saved.consumer()).isEqualTo(odd.name());
        assertThat(saved.value()).isEmpty();
        join(checkpoints.save(new CheckpointUpdate(group, null, Map.of(shard(0), "a b\nc"), true)));
        saved = join(checkpoints.all(group)).orElseThrow().get(shard(0));
        assertThat(saved.consumer()).isEmpty();
        assertThat(saved.value()).isEqualTo("a b\nc");
    }

    @Test
    void theHolderSavesUntilItHasLetGoAndTheNextOneOnlyFromThenOn() {
        Set<ShardId> moving = handOverToSecond();
        Set<ShardId> kept = without(moving);
        assertThat(save(checkpoints, "c1", "told", moving)).isEmpty();
        assertThat(save(checkpoints, "c2", "early", moving)).isEqualTo(moving);
        release(kept);
        assertThat(save(checkpoints, "c1", "late", ALL)).isEqualTo(moving);
        assertThat(values(moving)).containsOnly("told");
        assertThat(values(kept)).containsOnly("late");
        assertThat(save(checkpoints, "c2", "mine", moving)).isEmpty();
        assertThat(values(moving)).containsOnly("mine");
    }

    @Test
    void whatAnExpiredMemberSavesIsNotAccepted() {
        expire("c1");
        CheckpointUpdate late = new CheckpointUpdate(group, new MemberId("c1"), Map.of(shard(0), "late"), false);
        assertThat(join(checkpoints.save(late))).isEqualTo(new UnknownMember());
        assertThat(join(checkpoints.of(group, shard(0))).orElseThrow()).containsValue(Checkpoint.NONE);
    }

    @Test
    void manyCheckpointsAreSavedInOneCall() {
        declare(1_700);
        pass();
        Set<ShardId> many =
                IntStream.range(0, 1_700).mapToObj(RedisCheckpointsTest::shard).collect(Collectors.toSet());
        assertThat(save(checkpoints, "c1", "x", many)).isEmpty();
        assertThat(values(many)).containsOnly("x");
    }

    @Test
    void checkpointsGoWithTheirGroup() {
        save(checkpoints, "c1", "x", ALL);
        String key = new GroupKeys(group).checkpoints;
        assertThat(REDIS.console().number("EXISTS", key)).isOne();
        join(REDIS.store().directory.delete(group, Members.REMOVE));
        assertThat(REDIS.console().number("EXISTS", key)).isZero();
        assertThat(join(checkpoints.all(group))).isEmpty();
        join(REDIS.store().directory.create(group, SETTINGS));
        assertThat(join(checkpoints.all(group)).orElseThrow()).containsValue(Checkpoint.NONE);
    }

    /** The commit is decided on one node while the shards change hands on another. */
    @Test
    void aCommitThatWasDecidedBeforeTheShardsWentIsDecidedAnew() {
        Set<ShardId> moving = handOverToSecond();
        SlowStore slow = new SlowStore(OTHER_NODE.store().checkpoints, () -> {
            release(without(moving));
            save(checkpoints, "c2", "mine", moving);
        });
        Checkpoints elsewhere = new Checkpoints(
                slow,
                OTHER_NODE.store().directory,
                OTHER_NODE.store().catalog,
                new ShardEnds(OTHER_NODE.store().catalog, new MemoryFinishedShards()),
                (group, consumer, request, cause, shards) -> {});
        assertThat(save(elsewhere, "c1", "late", ALL)).isEqualTo(moving);
        assertThat(values(moving)).containsOnly("mine");
        assertThat(values(without(moving))).containsOnly("late");
    }

    /** The first member commits all shards through another node without a pause while they are taken from it. */
    @Test
    void noLateCommitOnAnotherNodeMovesTheCheckpointOfTheNextHolder() {
        AtomicBoolean over = new AtomicBoolean();
        Checkpoints elsewhere = checkpoints(OTHER_NODE.store());
        CompletableFuture<Void> commits = CompletableFuture.runAsync(() -> {
            while (!over.get()) {
                save(elsewhere, "c1", "c1", ALL);
            }
        });
        for (int round = 0; round < ROUNDS; round++) {
            Set<ShardId> moving = handOverToSecond();
            release(without(moving));
            String mine = "c2-" + round;
            assertThat(save(checkpoints, "c2", mine, moving)).isEmpty();
            for (int look = 0; look < 20; look++) {
                assertThat(values(moving)).containsOnly(mine);
            }
            expire("c2");
            await().atMost(Duration.ofSeconds(10)).until(() -> values(ALL).equals(Set.of("c1")));
        }
        over.set(true);
        commits.join();
    }

    /** The second member joins; the shards that the first one is to hand over. */
    private Set<ShardId> handOverToSecond() {
        beat("c2");
        pass();
        Set<ShardId> kept = granted(known(beat("c1", 0, 1, 2, 3))).stream()
                .map(RedisCheckpointsTest::shard)
                .collect(Collectors.toSet());
        assertThat(kept).hasSize(2);
        return without(kept);
    }

    private void release(Set<ShardId> kept) {
        beat("c1", kept.stream().mapToInt(ShardId::number).toArray());
        pass();
        assertThat(granted(known(beat("c2")))).hasSize(2);
    }

    private void expire(String member) {
        due();
        REDIS.console().call("DEL", Keys.lease(Keys.stem(group), member));
        pass();
    }

    private static Checkpoints checkpoints(StoreUnderTest node) {
        return new Checkpoints(
                node.checkpoints,
                node.directory,
                node.catalog,
                new ShardEnds(node.catalog, new MemoryFinishedShards()),
                (group, consumer, request, cause, shards) -> {});
    }

    /** Those that were not saved because the member does not hold them. */
    private Set<ShardId> save(Checkpoints node, String member, String value, Set<ShardId> shards) {
        Map<ShardId, String> values = new HashMap<>();
        shards.forEach(shard -> values.put(shard, value));
        Saved saved = (Saved) join(node.save(new CheckpointUpdate(group, new MemberId(member), values, false)));
        assertThat(saved.absent()).isEmpty();
        return saved.notHeld();
    }

    private Set<String> values(Set<ShardId> shards) {
        return join(checkpoints.all(group)).orElseThrow().entrySet().stream()
                .filter(entry -> shards.contains(entry.getKey()))
                .map(entry -> entry.getValue().value())
                .collect(Collectors.toSet());
    }

    private static Set<ShardId> without(Set<ShardId> some) {
        Set<ShardId> rest = new HashSet<>(ALL);
        rest.removeAll(some);
        return rest;
    }

    private static ShardId shard(int number) {
        return new ShardId(LOGSTORE, number);
    }

    @Override
    protected Fixture fixture() {
        return REDIS;
    }
}
