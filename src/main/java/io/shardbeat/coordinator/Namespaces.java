package io.shardbeat.coordinator;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.NamespaceInfo;
import io.shardbeat.coordinator.CatalogOutcome.AlreadyExists;
import io.shardbeat.coordinator.CatalogOutcome.Done;
import io.shardbeat.coordinator.CatalogOutcome.NoNamespace;
import io.shardbeat.coordinator.CatalogOutcome.NotEmpty;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Commands about projects and logsets. */
public final class Namespaces {
    private final CatalogStore store;
    private final GroupDirectory directory;

    public Namespaces(CatalogStore store, GroupDirectory directory) {
        this.store = store;
        this.directory = directory;
    }

    public CompletionStage<CatalogOutcome<NamespaceInfo>> create(NamespaceInfo info) {
        return store.create(info)
                .thenApply(created -> created
                        ? new Done<>(info)
                        : new AlreadyExists<>(info.id().name()));
    }

    /** The namespace with its topics. */
    public CompletionStage<CatalogOutcome<CatalogView>> find(Namespace namespace) {
        return store.read(namespace)
                .thenApply(view ->
                        view.<CatalogOutcome<CatalogView>>map(Done::new).orElseGet(() -> new NoNamespace<>(namespace)));
    }

    /** The namespaces of a dialect by name. */
    public CompletionStage<List<NamespaceSummary>> list(String dialect) {
        return store.namespaces(dialect);
    }

    /** What becomes of a namespace that still has topics. */
    public enum WithTopics {
        DELETED_TOO,
        REFUSED
    }

    /** Removes a namespace, and all groups in it. */
    public CompletionStage<CatalogOutcome<Namespace>> delete(Namespace namespace, WithTopics topics) {
        return store.read(namespace).thenCompose(view -> {
            if (view.isEmpty()) {
                return CompletableFuture.completedFuture(new NoNamespace<>(namespace));
            }
            if (topics == WithTopics.REFUSED && !view.get().topics().isEmpty()) {
                return CompletableFuture.completedFuture(new NotEmpty<>(namespace));
            }
            Set<String> scopes = new TreeSet<>(view.get().topics().keySet());
            scopes.add("");
            return deleteGroups(namespace, scopes)
                    .thenCompose(groups -> store.delete(view.get()))
                    .thenCompose(deleted -> deleted
                            // Again, for a group that came into being meanwhile: from now on, none can.
                            ? deleteGroups(namespace, scopes).thenApply(groups -> new Done<>(namespace))
                            : delete(namespace, topics));
        });
    }

    private CompletionStage<Void> deleteGroups(Namespace namespace, Set<String> scopes) {
        return CompletableFuture.allOf(scopes.stream()
                .map(scope -> directory.deleteAll(namespace, scope).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new));
    }
}
