package io.shardbeat.admin.view.shard;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shards by topic and number.
 *
 * @param epoch the group's epoch when they were read
 * @param total how many there are in the asked-for state
 * @param next what to pass as {@code from} for the next page; {@code null} at the end
 */
public record ShardPage(
        long epoch,
        int total,
        List<ShardRow> shards,
        @Nullable String next) {}
