package io.shardbeat.admin.view.shard;

import io.shardbeat.admin.view.history.DecisionView;
import io.shardbeat.admin.view.history.PassList;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.coordinator.checkpoint.Checkpoint;
import io.shardbeat.coordinator.groups.Histories;
import io.shardbeat.coordinator.groups.Histories.Because;
import io.shardbeat.coordinator.groups.HistoryPage;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.wish.Pin;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * One shard, and why it is where it is.
 *
 * @param epoch the group's epoch when it was read
 * @param since when its state began, in Redis time; {@code null} when that is older than the history
 * @param sinceEpoch the epoch at which it began; {@code null} like it
 * @param kind the decision with which it began; {@code null} like it
 * @param cause why; {@code null} like it
 * @param until when it rests no longer; {@code null} when it does not rest
 * @param pinnedTo the member that is to have it whenever it can; {@code null} where operators want nothing
 * @param checkpoint how far the group has come; {@code null} when none was saved
 * @param history the last decisions about it
 */
public record ShardDetail(
        String id,
        String topic,
        int number,
        long epoch,
        ShardPhase state,
        @Nullable String holder,
        @Nullable String next,
        @Nullable Instant since,
        @Nullable Long sinceEpoch,
        @Nullable String kind,
        @Nullable String cause,
        @Nullable Instant until,
        boolean stuck,
        boolean readOnly,
        @Nullable String pinnedTo,
        @Nullable CheckpointView checkpoint,
        PassList history) {
    /**
     * @param value where to go on, in the consumer's own words
     * @param updated when it was saved, in Redis time
     * @param consumer who saved it; empty when it gave no name
     */
    public record CheckpointView(String value, Instant updated, String consumer) {
        public static @Nullable CheckpointView of(Checkpoint saved) {
            Instant updated = saved.updated();
            return updated == null
                    ? null
                    : new CheckpointView(saved.value(), updated.truncatedTo(ChronoUnit.MILLIS), saved.consumer());
        }
    }

    public static ShardDetail of(GroupSnapshot group, ShardView shard, Checkpoint saved, HistoryPage history) {
        ShardId id = new ShardId(shard.topic(), shard.number());
        Because because = Histories.beginning(history.passes(), group.epoch()).orElse(null);
        Instant since = because == null ? null : because.at();
        Pin pin = group.wishes().pins().get(id);
        return new ShardDetail(
                shard.id(),
                shard.topic(),
                shard.number(),
                group.epoch(),
                shard.state(),
                shard.holder(),
                shard.next(),
                shard.since() == null ? since : shard.since(),
                shard.sinceEpoch() != null ? shard.sinceEpoch() : because == null ? null : (Long) because.epoch(),
                because == null ? null : DecisionView.word(because.decision().kind()),
                because == null || because.decision().cause() == null
                        ? null
                        : DecisionView.word(because.decision().cause()),
                shard.fencedUntil(),
                shard.stuck(),
                group.assignable().readOnly().contains(id),
                pin == null ? null : pin.member().name(),
                CheckpointView.of(saved),
                PassList.of(history));
    }
}
