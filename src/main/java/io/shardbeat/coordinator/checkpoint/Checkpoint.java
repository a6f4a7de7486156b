package io.shardbeat.coordinator.checkpoint;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a group has got in a shard.
 *
 * @param value where to go on, in the dialect's own words; not interpreted here
 * @param updated when it was saved, in Redis time; {@code null} for never
 * @param consumer who saved it; empty when nobody did, or somebody who gave no name
 */
public record Checkpoint(String value, @Nullable Instant updated, String consumer) {
    /** Of a shard for which nothing was ever saved. */
    public static final Checkpoint NONE = new Checkpoint("", null, "");
}
