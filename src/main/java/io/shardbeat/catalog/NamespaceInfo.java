package io.shardbeat.catalog;

import java.time.Instant;
import java.util.Map;

/**
 * A namespace as it was created.
 *
 * @param id what it is called by
 * @param name the display name; the id's where the dialect has none
 * @param description what its owner wrote about it; may be empty
 * @param tags what its owner noted about it
 * @param created when it was created, by the clock of the store; the beginning of 1970 before it is stored
 */
public record NamespaceInfo(Namespace id, String name, String description, Map<String, String> tags, Instant created) {
    public NamespaceInfo {
        tags = Map.copyOf(tags);
    }

    public NamespaceInfo withName(String other) {
        return new NamespaceInfo(id, other, description, tags, created);
    }

    /** As it is asked for: the time of creation is the store's. */
    public static NamespaceInfo of(Namespace id, String name) {
        return new NamespaceInfo(id, name, "", Map.of(), Instant.EPOCH);
    }
}
