package io.shardbeat.coordinator.checkpoint;

/**
 * How far a group has got in a shard.
 *
 * @param value where to go on, in the dialect's own words; not interpreted here
 * @param updatedMicros when it was saved, in microseconds of Redis time since 1970; 0 for never
 * @param consumer who saved it; empty when nobody did, or somebody who gave no name
 */
public record Checkpoint(String value, long updatedMicros, String consumer) {
    /** Of a shard for which nothing was ever saved. */
    public static final Checkpoint NONE = new Checkpoint("", 0, "");
}
