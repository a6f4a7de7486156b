package io.shardbeat.admin.view.shard;

import io.shardbeat.admin.view.history.DecisionView;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.coordinator.checkpoint.Checkpoint;
import io.shardbeat.coordinator.groups.Histories.Because;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.wish.Pin;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * One shard of a listing, and why it is where it is.
 *
 * @param id topic and number, for example {@code my-logstore/3}
 * @param holder who may be working on it; {@code null} when nobody may
 * @param next who gets it when the holder lets go; {@code null} unless it is handing over
 * @param since when its state began, in Redis time; {@code null} when that is longer ago than was looked
 * @param sinceEpoch the epoch at which it began; {@code null} like it
 * @param kind the decision with which it began; {@code null} like it
 * @param cause why; {@code null} like it
 * @param until when it rests no longer; {@code null} when it does not rest
 * @param stuck whether its hand-over takes longer than its limit
 * @param pinnedTo the member that is to have it whenever it can; {@code null} where operators want nothing
 * @param checkpoint how far the group has come; {@code null} when none was saved
 */
public record ShardRow(
        String id,
        String topic,
        int number,
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
        @Nullable SavedView checkpoint) {
    /**
     * @param value where to go on, in the consumer's own words
     * @param updated when it was saved, in Redis time
     * @param consumer who saved it; empty when it gave no name
     */
    public record SavedView(String value, Instant updated, String consumer) {
        static @Nullable SavedView of(Checkpoint saved) {
            Instant updated = saved.updated();
            return updated == null
                    ? null
                    : new SavedView(saved.value(), updated.truncatedTo(ChronoUnit.MILLIS), saved.consumer());
        }
    }

    /** @param because how its state began; {@code null} when that is not known */
    public static ShardRow of(GroupSnapshot group, ShardView shard, Checkpoint saved, @Nullable Because because) {
        ShardId id = new ShardId(shard.topic(), shard.number());
        Pin pin = group.wishes().pins().get(id);
        Instant since = because == null ? null : because.at();
        Long epoch = because == null ? null : (Long) because.epoch();
        return new ShardRow(
                shard.id(),
                shard.topic(),
                shard.number(),
                shard.state(),
                shard.holder(),
                shard.next(),
                shard.since() == null ? since : shard.since(),
                shard.sinceEpoch() == null ? epoch : shard.sinceEpoch(),
                because == null ? null : DecisionView.word(because.decision().kind()),
                because == null || because.decision().cause() == null
                        ? null
                        : DecisionView.word(because.decision().cause()),
                shard.until(),
                shard.stuck(),
                group.assignable().readOnly().contains(id),
                pin == null ? null : pin.member().name(),
                SavedView.of(saved));
    }
}
