package io.shardbeat.testkit;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Topic;
import io.shardbeat.coordinator.CatalogStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Namespaces and topics in memory. */
public final class MemoryCatalog implements CatalogStore {
    private final Map<Namespace, Map<String, Topic>> namespaces = new ConcurrentHashMap<>();

    /** Declares a CLS logset with topics of two partitions each. */
    public MemoryCatalog logset(String id, String... topics) {
        declare(
                new Namespace("cls", id),
                id,
                Stream.of(topics).map(topic -> new Topic(topic, topic, 2)).toList());
        return this;
    }

    @Override
    public CompletionStage<Optional<Map<String, Topic>>> topics(Namespace namespace) {
        return CompletableFuture.completedFuture(Optional.ofNullable(namespaces.get(namespace)));
    }

    @Override
    public CompletionStage<List<Topic>> topics(Namespace namespace, List<String> ids) {
        Map<String, Topic> known = namespaces.getOrDefault(namespace, Map.of());
        return CompletableFuture.completedFuture(
                ids.stream().filter(known::containsKey).map(known::get).toList());
    }

    @Override
    public CompletionStage<Void> declare(Namespace namespace, String displayName, List<Topic> topics) {
        Map<String, Topic> known = namespaces.computeIfAbsent(namespace, n -> new TreeMap<>());
        topics.forEach(topic -> known.merge(topic.id(), topic, (a, b) -> a.shards() >= b.shards() ? a : b));
        return CompletableFuture.completedFuture(null);
    }
}
