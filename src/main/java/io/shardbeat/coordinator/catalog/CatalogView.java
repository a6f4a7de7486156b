package io.shardbeat.coordinator.catalog;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.NamespaceInfo;
import io.shardbeat.catalog.Topic;
import io.shardbeat.coordinator.StoreUnavailableException;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A namespace as read at one moment.
 *
 * @param info the namespace
 * @param topics its topics by id
 * @param version what a write must still find
 * @param now the store's clock when it was read
 * @param damaged ids of topics that are there and cannot be read: neither listed nor overwritten, but deleted if asked to
 */
public record CatalogView(
        NamespaceInfo info, SortedMap<String, Topic> topics, long version, Instant now, Set<String> damaged) {
    public CatalogView {
        topics = Collections.unmodifiableSortedMap(topics);
        damaged = Set.copyOf(damaged);
    }

    public CatalogView(NamespaceInfo info, SortedMap<String, Topic> topics, long version, Instant now) {
        this(info, topics, version, now, Set.of());
    }

    /** Fails when the topic is there and cannot be read: that must not pass for a topic that is not there. */
    public void mustBeReadable(String topic) {
        if (damaged.contains(topic)) {
            throw new StoreUnavailableException(
                    StoreUnavailableException.Reason.DAMAGED, "topic " + topic + " of " + id() + " cannot be read");
        }
    }

    public Namespace id() {
        return info.id();
    }

    /** As it is once this topic has been written, if nobody else wrote. */
    CatalogView after(Topic written) {
        SortedMap<String, Topic> after = new TreeMap<>(topics);
        after.put(written.id(), written);
        return new CatalogView(info, after, version + 1, now, damaged);
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
