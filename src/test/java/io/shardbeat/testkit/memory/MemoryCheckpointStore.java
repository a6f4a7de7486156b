package io.shardbeat.testkit.memory;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.coordinator.checkpoint.Checkpoint;
import io.shardbeat.coordinator.checkpoint.CheckpointStore;
import io.shardbeat.coordinator.checkpoint.Holding;
import io.shardbeat.coordinator.checkpoint.Saver;
import io.shardbeat.group.GroupId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Checkpoints in memory. A test says who holds what; every write comes a millisecond after the one before. */
public final class MemoryCheckpointStore implements CheckpointStore {
    /** What the first write is stamped with. */
    public static final long FIRST_MICROS = 1_524_224_984_800_922L;

    private final MemoryGroupDirectory directory;
    private final Map<String, Holding> holdings = new HashMap<>();
    private final Map<GroupId, Map<ShardId, Checkpoint>> saved = new HashMap<>();
    private final Map<String, Saver> clocks = new HashMap<>();
    private long epoch = 1;
    private long nowMicros = FIRST_MICROS;
    private int movesToCome;

    public MemoryCheckpointStore(MemoryGroupDirectory directory) {
        this.directory = directory;
    }

    /** The member holds these shards from now on. */
    public void holds(GroupId group, String member, ShardSet granted, ShardId... handingOver) {
        holdings.put(group + "\n" + member, new Holding(epoch, granted, Set.of(handingOver)));
    }

    /** The group's epoch rises between the next reads of a holding and the writes that follow them, this often. */
    public void movesUnderTheNext(int writes) {
        movesToCome = writes;
    }

    public Map<ShardId, Checkpoint> saved(GroupId group) {
        return saved.getOrDefault(group, Map.of());
    }

    @Override
    public CompletionStage<Optional<Holding>> holding(GroupId group, MemberId member, Collection<ShardId> shards) {
        Optional<Holding> held = Optional.ofNullable(holdings.get(group + "\n" + member))
                .map(found -> new Holding(epoch, found.granted(), found.handingOver()));
        if (movesToCome > 0) {
            movesToCome--;
            epoch++;
        }
        return CompletableFuture.completedFuture(held);
    }

    @Override
    public CompletionStage<Written> write(
            GroupId group, Map<ShardId, String> values, Saver saver, OptionalLong expected) {
        if (!directory.groups().containsKey(group)) {
            return CompletableFuture.completedFuture(new Written(WriteOutcome.NO_GROUP, Set.of()));
        }
        if (expected.isPresent() && expected.getAsLong() != epoch) {
            return CompletableFuture.completedFuture(new Written(WriteOutcome.STALE, Set.of()));
        }
        Set<ShardId> older = new HashSet<>();
        values.forEach((shard, value) -> {
            if (isOlder(group, shard, saver)) {
                older.add(shard);
            } else {
                clocks.put(group + "/" + shard, saver);
                saved.computeIfAbsent(group, g -> new HashMap<>())
                        .put(shard, new Checkpoint(value, time(nowMicros), saver.consumer()));
            }
        });
        nowMicros += 1_000;
        return CompletableFuture.completedFuture(new Written(WriteOutcome.WRITTEN, older));
    }

    public static Instant time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private boolean isOlder(GroupId group, ShardId shard, Saver saver) {
        Saver last = clocks.get(group + "/" + shard);
        return last != null
                && !saver.forced()
                && saver.sentAtSeconds() > 0
                && last.consumer().equals(saver.consumer())
                && last.sentAtSeconds() > saver.sentAtSeconds();
    }

    @Override
    public CompletionStage<WriteOutcome> drop(GroupId group, Set<ShardId> shards, OptionalLong expected) {
        if (!directory.groups().containsKey(group)) {
            return CompletableFuture.completedFuture(WriteOutcome.NO_GROUP);
        }
        if (expected.isPresent() && expected.getAsLong() != epoch) {
            return CompletableFuture.completedFuture(WriteOutcome.STALE);
        }
        saved.getOrDefault(group, new HashMap<>())
                .keySet()
                .removeIf(shard -> shards.isEmpty() || shards.contains(shard));
        return CompletableFuture.completedFuture(WriteOutcome.WRITTEN);
    }

    @Override
    public CompletionStage<Map<ShardId, Checkpoint>> all(GroupId group) {
        return CompletableFuture.completedFuture(Map.copyOf(saved(group)));
    }

    @Override
    public CompletionStage<Map<ShardId, Checkpoint>> find(GroupId group, List<ShardId> shards) {
        Map<ShardId, Checkpoint> found = new HashMap<>(saved(group));
        found.keySet().retainAll(shards);
        return CompletableFuture.completedFuture(found);
    }
}
