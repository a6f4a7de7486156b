package io.shardbeat.coordinator.heartbeat;

import io.shardbeat.catalog.Topic;

/**
 * How much one report may name, looked at while it is read: what is more is refused before anything is made of it.
 *
 * @param topics entries of topics, whether they exist or not
 * @param shards of all topics together
 */
public record ReportBounds(int topics, int shards) {
    /** Of what is stored: a grant is bounded by its group. */
    public static final ReportBounds STORED = new ReportBounds(Integer.MAX_VALUE, Topic.MAX_SHARDS);
}
