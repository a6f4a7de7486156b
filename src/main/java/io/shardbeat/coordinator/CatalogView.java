package io.shardbeat.coordinator;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.NamespaceInfo;
import io.shardbeat.catalog.Topic;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A namespace as read at one moment.
 *
 * @param info the namespace
 * @param topics its topics by id
 * @param version what a write must still find
 * @param nowMillis the store's clock when it was read, in milliseconds since 1970
 */
public record CatalogView(NamespaceInfo info, SortedMap<String, Topic> topics, long version, long nowMillis) {
    public CatalogView {
        topics = Collections.unmodifiableSortedMap(topics);
    }

    public Namespace id() {
        return info.id();
    }

    /** As it is once this topic has been written, if nobody else wrote. */
    CatalogView after(Topic written) {
        SortedMap<String, Topic> now = new TreeMap<>(topics);
        now.put(written.id(), written);
        return new CatalogView(info, now, version + 1, nowMillis);
    }

    /** How many shards of all topics take data. */
    int openShards() {
        return openShards(topics);
    }

    private static int openShards(Map<String, Topic> topics) {
        return topics.values().stream()
                .mapToInt(topic -> topic.lineage().open())
                .sum();
    }
}
