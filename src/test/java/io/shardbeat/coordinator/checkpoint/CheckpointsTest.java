package io.shardbeat.coordinator.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.catalog.Topic;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.coordinator.catalog.ShardEnds;
import io.shardbeat.coordinator.checkpoint.SaveOutcome.Saved;
import io.shardbeat.coordinator.checkpoint.SaveOutcome.UnknownGroup;
import io.shardbeat.coordinator.checkpoint.SaveOutcome.UnknownMember;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.testkit.memory.MemoryCatalog;
import io.shardbeat.testkit.memory.MemoryCheckpointStore;
import io.shardbeat.testkit.memory.MemoryFinishedShards;
import io.shardbeat.testkit.memory.MemoryGroupDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CheckpointsTest {
    private static final GroupId GROUP = GroupId.parse("sls/p/l/g");
    private static final MemberId MEMBER = new MemberId("c");

    private final List<String> notSaved = new ArrayList<>();
    private final MemoryGroupDirectory directory = new MemoryGroupDirectory();
    private final MemoryCatalog catalog = new MemoryCatalog();
    private final MemoryCheckpointStore store = new MemoryCheckpointStore(directory);
    private final Checkpoints checkpoints = new Checkpoints(
            store,
            directory,
            catalog,
            new ShardEnds(catalog, new MemoryFinishedShards()),
            (group, consumer, request, cause, shards) -> notSaved.add(consumer + " " + cause + " " + shards));

    CheckpointsTest() {
        catalog.declare(GROUP.namespace(), "p", List.of(new Topic("l", "l", 3)));
        directory.create(GROUP, new GroupSettings(20, false, List.of("l")));
        store.holds(GROUP, "c", ShardSet.of("l", 0), shard(1));
    }

    @Test
    void savesWhatIsHeldOrHandedOverAndSaysWhatIsNotAndWhatIsNothing() {
        SaveOutcome outcome = save(false, 0, 1, 2, 3);
        assertThat(outcome).isEqualTo(new Saved(Set.of(shard(2)), Set.of(shard(3)), Set.of()));
        assertThat(store.saved(GROUP)).containsOnlyKeys(shard(0), shard(1));
        assertThat(notSaved).containsExactly("c NOT_HOLDER 1", "c NO_SHARD 1");
    }

    @Test
    void whatIsSavedIsNotReported() {
        save(false, 0, 1);
        save(true, 2);
        assertThat(notSaved).isEmpty();
    }

    @Test
    void forcedAllButWhatDoesNotExistIsSaved() {
        assertThat(save(true, 0, 2, 3)).isEqualTo(new Saved(Set.of(), Set.of(shard(3)), Set.of()));
        assertThat(store.saved(GROUP)).containsOnlyKeys(shard(0), shard(2));
    }

    @Test
    void decidesAnewWhenTheGroupMovesBetweenReadingAndWriting() {
        store.movesUnderTheNext(4);
        assertThat(save(false, 0)).isEqualTo(new Saved(Set.of(), Set.of(), Set.of()));
        assertThat(store.saved(GROUP)).containsOnlyKeys(shard(0));
    }

    @Test
    void givesUpOnAGroupThatNeverRestsAndSavesNothing() {
        store.movesUnderTheNext(5);
        assertThatThrownBy(() -> save(false, 0)).hasCauseInstanceOf(StoreUnavailableException.class);
        assertThat(store.saved(GROUP)).isEmpty();
    }

    @Test
    void tellsAnUnknownMemberFromAnUnknownGroup() {
        MemberId stranger = new MemberId("stranger");
        assertThat(save(GROUP, stranger, false, 0)).isEqualTo(new UnknownMember());
        assertThat(save(GroupId.parse("sls/p/l/none"), stranger, false, 0)).isEqualTo(new UnknownGroup());
        assertThat(save(GroupId.parse("sls/p/l/none"), stranger, true, 0)).isEqualTo(new UnknownGroup());
        assertThat(save(GROUP, stranger, true, 0)).isEqualTo(new Saved(Set.of(), Set.of(), Set.of()));
    }

    @Test
    void findsEveryShardAndNoneThatTheCatalogLacks() {
        save(true, 1);
        assertThat(checkpoints.all(GROUP).toCompletableFuture().join().orElseThrow())
                .containsOnlyKeys(shard(0), shard(1), shard(2))
                .containsEntry(shard(0), Checkpoint.NONE)
                .containsEntry(
                        shard(1),
                        new Checkpoint("x", MemoryCheckpointStore.time(MemoryCheckpointStore.FIRST_MICROS), "c"));
        assertThat(checkpoints.of(GROUP, shard(3)).toCompletableFuture().join().orElseThrow())
                .isEmpty();
        assertThat(checkpoints
                        .all(GroupId.parse("sls/p/l/none"))
                        .toCompletableFuture()
                        .join())
                .isEmpty();
    }

    private static ShardId shard(int number) {
        return new ShardId("l", number);
    }

    private SaveOutcome save(boolean forced, Integer... shards) {
        return save(GROUP, MEMBER, forced, shards);
    }

    private SaveOutcome save(GroupId group, MemberId member, boolean forced, Integer... shards) {
        Map<ShardId, String> values = new java.util.HashMap<>();
        for (int shard : shards) {
            values.put(shard(shard), "x");
        }
        return checkpoints
                .save(new CheckpointUpdate(group, member, values, forced))
                .toCompletableFuture()
                .join();
    }
}
