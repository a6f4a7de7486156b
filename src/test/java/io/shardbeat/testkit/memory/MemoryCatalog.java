package io.shardbeat.testkit.memory;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.NamespaceInfo;
import io.shardbeat.catalog.Topic;
import io.shardbeat.coordinator.Creation;
import io.shardbeat.coordinator.catalog.CatalogStore;
import io.shardbeat.coordinator.catalog.CatalogView;
import io.shardbeat.coordinator.catalog.NamespaceSummary;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Namespaces and topics in memory. */
public class MemoryCatalog implements CatalogStore {
    private final Map<Namespace, CatalogView> namespaces = new TreeMap<>(Comparator.comparing(Namespace::toString));
    private final LongSupplier clock;

    public MemoryCatalog() {
        this(() -> 1_800_000_000_000L);
    }

    /** @param clock milliseconds since 1970 */
    public MemoryCatalog(LongSupplier clock) {
        this.clock = clock;
    }

    /** Declares a CLS logset with topics of two partitions each. */
    public MemoryCatalog logset(String id, String... topics) {
        declare(
                new Namespace("cls", id),
                id,
                Stream.of(topics).map(topic -> new Topic(topic, topic, 2)).toList());
        return this;
    }

    @Override
    public synchronized CompletionStage<Optional<CatalogView>> read(Namespace namespace) {
        return done(Optional.ofNullable(namespaces.get(namespace)).map(view -> copy(view, topics -> topics, 0)));
    }

    @Override
    public synchronized CompletionStage<List<Topic>> topics(Namespace namespace, List<String> ids) {
        CatalogView view = namespaces.get(namespace);
        return done(
                view == null
                        ? List.of()
                        : ids.stream()
                                .filter(view.topics()::containsKey)
                                .map(view.topics()::get)
                                .toList());
    }

    @Override
    public synchronized CompletionStage<List<NamespaceSummary>> namespaces(String dialect) {
        return done(namespaces.values().stream()
                .filter(view -> view.id().dialect().equals(dialect))
                .map(view -> new NamespaceSummary(view.info(), view.topics().size()))
                .toList());
    }

    @Override
    public synchronized CompletionStage<List<Namespace>> having(String dialect, String topic) {
        return done(namespaces.values().stream()
                .filter(view -> view.id().dialect().equals(dialect))
                .filter(view -> view.topics().containsKey(topic))
                .map(CatalogView::id)
                .toList());
    }

    @Override
    public synchronized CompletionStage<Creation> create(NamespaceInfo info, int most) {
        if (namespaces.containsKey(info.id())) {
            return done(Creation.EXISTS);
        }
        String dialect = info.id().dialect();
        if (namespaces.keySet().stream()
                        .filter(id -> id.dialect().equals(dialect))
                        .count()
                >= most) {
            return done(Creation.TOO_MANY);
        }
        long now = clock.getAsLong();
        NamespaceInfo created =
                new NamespaceInfo(info.id(), info.name(), info.description(), info.tags(), Instant.ofEpochMilli(now));
        namespaces.put(info.id(), new CatalogView(created, new TreeMap<>(), now, created.created()));
        return done(Creation.CREATED);
    }

    @Override
    public synchronized CompletionStage<Boolean> rename(Namespace namespace, String name) {
        return done(namespaces.computeIfPresent(
                        namespace,
                        (id, view) ->
                                new CatalogView(view.info().withName(name), view.topics(), view.version(), view.now()))
                != null);
    }

    @Override
    public CompletionStage<Boolean> write(CatalogView read, Topic topic) {
        return change(read, topics -> {
            topics.put(topic.id(), topic);
            return topics;
        });
    }

    @Override
    public CompletionStage<Boolean> remove(CatalogView read, String topic) {
        return change(read, topics -> {
            topics.remove(topic);
            return topics;
        });
    }

    private synchronized CompletionStage<Boolean> change(
            CatalogView read, UnaryOperator<TreeMap<String, Topic>> change) {
        return done(isCurrent(read)
                && namespaces.replace(read.id(), copy(namespaces.get(read.id()), change, 1)) != null);
    }

    @Override
    public synchronized CompletionStage<Boolean> delete(CatalogView read) {
        return done(isCurrent(read) && namespaces.remove(read.id()) != null);
    }

    private boolean isCurrent(CatalogView read) {
        CatalogView now = namespaces.get(read.id());
        return now != null && now.version() == read.version();
    }

    private CatalogView copy(CatalogView view, UnaryOperator<TreeMap<String, Topic>> change, int versions) {
        return new CatalogView(
                view.info(),
                change.apply(new TreeMap<>(view.topics())),
                view.version() + versions,
                Instant.ofEpochMilli(clock.getAsLong()));
    }

    private static <T> CompletionStage<T> done(T value) {
        return CompletableFuture.completedFuture(value);
    }
}
