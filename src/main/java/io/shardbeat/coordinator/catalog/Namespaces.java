package io.shardbeat.coordinator.catalog;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.NamespaceInfo;
import io.shardbeat.coordinator.GroupDirectory;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.coordinator.catalog.CatalogOutcome.AlreadyExists;
import io.shardbeat.coordinator.catalog.CatalogOutcome.Done;
import io.shardbeat.coordinator.catalog.CatalogOutcome.Limit;
import io.shardbeat.coordinator.catalog.CatalogOutcome.LimitReached;
import io.shardbeat.coordinator.catalog.CatalogOutcome.NoNamespace;
import io.shardbeat.coordinator.catalog.CatalogOutcome.NotEmpty;
import java.util.List;
import java.util.Optional;
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

    /** @param most how many there may be of the dialect */
    public CompletionStage<CatalogOutcome<NamespaceInfo>> create(NamespaceInfo info, int most) {
        return store.create(info, most).thenApply(creation -> switch (creation) {
            case CREATED -> new Done<>(info);
            case EXISTS -> new AlreadyExists<>(info.id().name());
            case TOO_MANY -> new LimitReached<>(Limit.NAMESPACES, most);
        });
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

    /** Removes a namespace, and all groups in it, readable or not. */
    public CompletionStage<CatalogOutcome<Namespace>> delete(Namespace namespace, WithTopics topics) {
        return readable(namespace).thenCompose(view -> {
            if (view.isEmpty()) {
                return CompletableFuture.completedFuture(new NoNamespace<>(namespace));
            }
            Set<String> scopes = new TreeSet<>(view.get().topics().keySet());
            scopes.addAll(view.get().damaged());
            if (topics == WithTopics.REFUSED && !scopes.isEmpty()) {
                return CompletableFuture.completedFuture(new NotEmpty<>(namespace));
            }
            scopes.add("");
            return deleteGroups(namespace, scopes)
                    .thenCompose(groups -> store.delete(view.get()))
                    .thenCompose(deleted -> deleted
                            // Again, for a group that came into being meanwhile: from now on, none can.
                            ? deleteGroups(namespace, scopes).thenApply(groups -> new Done<>(namespace))
                            : delete(namespace, topics));
        });
    }

    private CompletionStage<Optional<CatalogView>> readable(Namespace namespace) {
        return store.read(namespace)
                .exceptionallyCompose(failure -> StoreUnavailableException.isDamage(failure)
                        ? store.mend(namespace).thenCompose(done -> store.read(namespace))
                        : CompletableFuture.failedFuture(failure));
    }

    private CompletionStage<Void> deleteGroups(Namespace namespace, Set<String> scopes) {
        return CompletableFuture.allOf(scopes.stream()
                .map(scope -> directory.deleteAll(namespace, scope).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new));
    }
}
