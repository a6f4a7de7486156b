package io.shardbeat.admin.view.shard;

import io.shardbeat.assignment.ShardId;
import io.shardbeat.coordinator.checkpoint.Checkpoint;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A part of a group's checkpoints, by topic and number.
 *
 * @param next where to go on; {@code null} at the end
 */
public record CheckpointPage(
        List<CheckpointView> checkpoints,
        int total,
        @Nullable Integer next) {
    /**
     * @param checkpoint in the dialect's own words, for CLS an offset; {@code null} when there is none
     * @param consumer who saved it; {@code null} when nobody did, or somebody who gave no name
     */
    public record CheckpointView(
            String topic,
            int number,
            @Nullable String checkpoint,
            @Nullable Instant updated,
            @Nullable String consumer) {
        static CheckpointView of(Map.Entry<ShardId, Checkpoint> saved) {
            Checkpoint checkpoint = saved.getValue();
            return new CheckpointView(
                    saved.getKey().topic(),
                    saved.getKey().number(),
                    checkpoint.value().isEmpty() ? null : checkpoint.value(),
                    checkpoint.updated(),
                    checkpoint.consumer().isEmpty() ? null : checkpoint.consumer());
        }
    }

    public static CheckpointPage of(SortedMap<ShardId, Checkpoint> all, int offset, int limit) {
        List<CheckpointView> rows = all.entrySet().stream()
                .skip(offset)
                .limit(limit)
                .map(CheckpointView::of)
                .toList();
        int end = offset + rows.size();
        return new CheckpointPage(rows, all.size(), end < all.size() ? end : null);
    }
}
