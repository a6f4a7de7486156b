package io.shardbeat.coordinator.catalog;

import io.shardbeat.catalog.NamespaceInfo;
import io.shardbeat.catalog.Topic;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Makes a namespace have at least certain topics with at least so many shards. Declaring it again changes nothing. */
final class CatalogDeclaration {
    private final CatalogStore store;
    private final NamespaceInfo info;
    private final List<Topic> topics;

    CatalogDeclaration(CatalogStore store, NamespaceInfo info, List<Topic> topics) {
        this.store = store;
        this.info = info;
        this.topics = topics;
    }

    CompletionStage<Void> apply() {
        return store.read(info.id())
                .thenCompose(view -> view.isPresent()
                        ? renamed(view.get()).thenCompose(done -> from(view.get(), 0))
                        : store.create(info, Integer.MAX_VALUE).thenCompose(created -> apply()));
    }

    private CompletionStage<Boolean> renamed(CatalogView view) {
        return view.info().name().equals(info.name())
                ? CompletableFuture.completedFuture(true)
                : store.rename(info.id(), info.name());
    }

    /** Topic after topic; from the beginning when somebody else changed the namespace meanwhile. */
    private CompletionStage<Void> from(CatalogView view, int index) {
        if (index == topics.size()) {
            return CompletableFuture.completedFuture(null);
        }
        Topic wanted = topics.get(index);
        if (view.damaged().contains(wanted.id())) {
            return from(view, index + 1); // which of its shards there are nobody knows; the others are declared
        }
        Topic known = view.topics().get(wanted.id());
        Topic declared = known == null ? wanted.createdAt(view.now()) : known.declaring(wanted.declared(), view.now());
        if (declared.equals(known)) {
            return from(view, index + 1);
        }
        return store.write(view, declared)
                .thenCompose(written -> written ? from(view.after(declared), index + 1) : apply());
    }
}
