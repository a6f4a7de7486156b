package io.shardbeat.coordinator.catalog;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.NamespaceInfo;
import io.shardbeat.catalog.Topic;
import io.shardbeat.coordinator.Creation;
import io.shardbeat.coordinator.StoreUnavailableException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Where namespaces and topics live. Writes check that the namespace is still as it was read, so that of two nodes that
 * change it at once one wins and the other reads again. Every method may complete with
 * {@link StoreUnavailableException}.
 */
public interface CatalogStore {
    /** A namespace with its topics; empty when there is no such namespace. */
    CompletionStage<Optional<CatalogView>> read(Namespace namespace);

    /** The topics of a namespace by id; empty when there is no such namespace. */
    default CompletionStage<Optional<Map<String, Topic>>> topics(Namespace namespace) {
        return read(namespace).thenApply(view -> view.map(CatalogView::topics));
    }

    /** One topic; empty when there is none of that id. */
    default CompletionStage<Optional<Topic>> topic(Namespace namespace, String id) {
        return topics(namespace, List.of(id)).thenApply(found -> found.stream().findFirst());
    }

    /** The namespaces of a dialect by name. */
    CompletionStage<List<NamespaceSummary>> namespaces(String dialect);

    /** The namespaces of a dialect that have a topic of this id. */
    CompletionStage<List<Namespace>> having(String dialect, String topic);

    /**
     * Creates a namespace, without topics. Its time of creation is the store's.
     *
     * @param most how many its dialect may have, however many nodes create at once
     */
    CompletionStage<Creation> create(NamespaceInfo info, int most);

    /** Gives a namespace another display name; false when it does not exist. */
    CompletionStage<Boolean> rename(Namespace namespace, String name);

    /** The named topics that exist, in the order named. */
    CompletionStage<List<Topic>> topics(Namespace namespace, List<String> ids);

    /**
     * Creates or replaces a topic; false when the namespace changed since it was read. Groups that consume a topic whose
     * shards are new become due.
     */
    CompletionStage<Boolean> write(CatalogView read, Topic topic);

    /** Removes a topic; false when the namespace changed since it was read. Groups that consume it become due. */
    CompletionStage<Boolean> remove(CatalogView read, String topic);

    /** Drops what of a namespace cannot be read as a whole, so that it can be read, and deleted. */
    default CompletionStage<Void> mend(Namespace namespace) {
        throw new UnsupportedOperationException("this catalog keeps nothing that could be damaged");
    }

    /**
     * Completes the lists of namespaces and of groups out of the namespaces and groups that there are, by a look at all that
     * is stored. Needed where a list was lost, and what it listed was not.
     */
    default CompletionStage<Relisted> relist() {
        throw new UnsupportedOperationException("this catalog has no lists beside what they list");
    }

    /** How many are listed now. */
    record Relisted(int namespaces, int groups) {}

    /** Removes a namespace with its topics; false when it changed since it was read. */
    CompletionStage<Boolean> delete(CatalogView read);

    /**
     * Creates the namespace and the topics that do not exist yet, gives the namespace this display name, and gives
     * existing topics as many shards more as are named here beyond what was ever named before. Removes nothing. Groups
     * that consume a topic that grew become due.
     */
    default CompletionStage<Void> declare(Namespace namespace, String displayName, List<Topic> topics) {
        return new CatalogDeclaration(this, NamespaceInfo.of(namespace, displayName), topics).apply();
    }
}
