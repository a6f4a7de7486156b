package io.shardbeat.catalog;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * A logstore or a CLS topic.
 *
 * @param id the logstore's name or the topic's id
 * @param name the display name; the id where the dialect has none
 * @param tags what its owner noted about it
 * @param settings what its owner asked for that is about storing logs, in JSON by the dialect's name for it: kept to be
 *     told again, of no effect here
 * @param declared how many shards it was asked for at most, by a call or by the catalog file; splits do not count
 * @param lineage its shards
 * @param ends per read-only shard whose end is known, the cursor at which a consumer has read all of it
 */
public record Topic(
        String id,
        String name,
        Map<String, String> tags,
        Map<String, String> settings,
        int declared,
        Lineage lineage,
        Map<Integer, String> ends) {
    /** A bound on what one file entry or call can ask for; the assignor is tested up to this. */
    public static final int MAX_SHARDS = 500_000;

    public Topic {
        id = Names.checked("topic", id);
        tags = Map.copyOf(tags);
        settings = Map.copyOf(settings);
        ends = Map.copyOf(ends);
        checkSize(id, declared);
        checkSize(id, lineage.size());
    }

    /** As it is asked for: the shards take its time of creation when it is stored. */
    public Topic(String id, String name, int shards) {
        this(id, name, Map.of(), Map.of(), checkSize(id, shards), Lineage.of(shards, Instant.EPOCH), Map.of());
    }

    private static int checkSize(String id, int shards) {
        if (shards < 0 || shards > MAX_SHARDS) {
            throw new IllegalArgumentException(
                    "topic " + id + " must have 0 to " + MAX_SHARDS + " shards, was " + shards);
        }
        return shards;
    }

    public Topic withTags(Map<String, String> other) {
        return new Topic(id, name, other, settings, declared, lineage, ends);
    }

    public Topic withSettings(Map<String, String> other) {
        return new Topic(id, name, tags, other, declared, lineage, ends);
    }

    /** The same with all its first shards created at this time. */
    public Topic createdAt(Instant time) {
        return new Topic(id, name, tags, settings, declared, Lineage.of(lineage.first(), time), ends);
    }

    public Topic with(Lineage other) {
        return new Topic(id, name, tags, settings, declared, other, ends);
    }

    /** With so many shards asked for: what was asked for before is there already, and nothing is taken away. */
    public Topic declaring(int shards, Instant now) {
        return shards <= declared
                ? this
                : new Topic(id, name, tags, settings, shards, lineage.grownBy(shards - declared, now), ends);
    }

    /** With the end of a read-only shard known. */
    public Topic withEnd(int shard, String cursor) {
        Map<Integer, String> more = new TreeMap<>(ends);
        more.put(shard, cursor);
        return new Topic(id, name, tags, settings, declared, lineage, more);
    }
}
