package io.shardbeat.catalog;

/**
 * A logstore or a CLS topic.
 *
 * @param id the logstore's name or the topic's id
 * @param name the display name; the id where the dialect has none
 * @param shards how many shards it has: numbered from 0
 */
public record Topic(String id, String name, int shards) {
    /** A bound on what one file entry or call can ask for; the assignor is tested up to this. */
    public static final int MAX_SHARDS = 500_000;

    public Topic {
        id = Names.checked("topic", id);
        if (shards < 0 || shards > MAX_SHARDS) {
            throw new IllegalArgumentException(
                    "topic " + id + " must have 0 to " + MAX_SHARDS + " shards, was " + shards);
        }
    }
}
