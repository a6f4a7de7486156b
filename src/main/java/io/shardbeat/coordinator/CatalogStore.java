package io.shardbeat.coordinator;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Topic;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Where namespaces and topics live. Every method may complete with {@link StoreUnavailableException}. */
public interface CatalogStore {
    /** The topics of a namespace by id; empty when there is no such namespace. */
    CompletionStage<Optional<Map<String, Topic>>> topics(Namespace namespace);

    /** The named topics that exist, in the order named. */
    CompletionStage<List<Topic>> topics(Namespace namespace, List<String> ids);

    /**
     * Creates the namespace and the topics that do not exist yet, and gives existing topics at least as many shards as
     * named here. Removes nothing. Groups that consume a topic that grew become due.
     */
    CompletionStage<Void> declare(Namespace namespace, String displayName, List<Topic> topics);
}
