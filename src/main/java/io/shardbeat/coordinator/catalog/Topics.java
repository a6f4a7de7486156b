package io.shardbeat.coordinator.catalog;

import io.shardbeat.catalog.Lineage;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Resharding;
import io.shardbeat.catalog.Resharding.Refused;
import io.shardbeat.catalog.Shard;
import io.shardbeat.catalog.Topic;
import io.shardbeat.coordinator.GroupDirectory;
import io.shardbeat.coordinator.catalog.CatalogEdit.Step;
import io.shardbeat.coordinator.catalog.CatalogOutcome.AlreadyExists;
import io.shardbeat.coordinator.catalog.CatalogOutcome.Done;
import io.shardbeat.coordinator.catalog.CatalogOutcome.Limit;
import io.shardbeat.coordinator.catalog.CatalogOutcome.LimitReached;
import io.shardbeat.coordinator.catalog.CatalogOutcome.ShardRefused;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Commands about topics and their shards, for both dialects. */
public final class Topics {
    private final CatalogStore store;
    private final CatalogEdit edit;
    private final GroupDirectory directory;

    public Topics(CatalogStore store, GroupDirectory directory) {
        this.store = store;
        this.edit = new CatalogEdit(store);
        this.directory = directory;
    }

    /** How to split or merge one shard. */
    @FunctionalInterface
    public interface Change {
        Resharding of(Lineage lineage, Instant now);
    }

    /** The namespace with all its topics. */
    public CompletionStage<CatalogOutcome<CatalogView>> list(Namespace namespace) {
        return edit.apply(namespace, view -> Step.end(new Done<>(view)));
    }

    public CompletionStage<CatalogOutcome<Topic>> find(Namespace namespace, String topic) {
        return edit.apply(namespace, topic, (view, found) -> Step.end(new Done<>(found)));
    }

    /** The namespaces of a dialect that have a topic of this id: usually one. */
    public CompletionStage<List<Namespace>> having(String dialect, String topic) {
        return store.having(dialect, topic);
    }

    /** Creates a topic; neither its id nor its name may be taken. Its shards' time of creation is the store's. */
    public CompletionStage<CatalogOutcome<Topic>> create(Namespace namespace, Topic topic, CatalogLimits limits) {
        return edit.apply(namespace, view -> {
            view.mustBeReadable(topic.id());
            if (view.topics().values().stream().anyMatch(other -> isNamedAs(other, topic))) {
                return Step.end(new AlreadyExists<>(topic.name()));
            }
            if (view.topics().size() + view.damaged().size() >= limits.topics()) {
                return Step.end(new LimitReached<>(Limit.TOPICS_OF_NAMESPACE, limits.topics()));
            }
            Topic created = topic.createdAt(view.now());
            LimitReached<Topic> exceeded = exceeded(view, 0, topic.declared(), limits);
            return exceeded != null ? Step.end(exceeded) : Step.write(created, created);
        });
    }

    private static boolean isNamedAs(Topic one, Topic other) {
        return one.id().equals(other.id()) || one.name().equals(other.name());
    }

    /**
     * Splits or merges a shard: gives those concerned, the parent and its children, or the child and its parents.
     *
     * @param shard the number that the change is about
     */
    public CompletionStage<CatalogOutcome<List<Shard>>> reshard(
            Namespace namespace, TopicShard shard, Change change, CatalogLimits limits) {
        return edit.apply(namespace, shard.topic(), (view, topic) -> {
            if (!(change.of(topic.lineage(), view.now()) instanceof Resharding.Done done)) {
                return refused(shard, change.of(topic.lineage(), view.now()));
            }
            if (done.lineage().size() > limits.everOfTopic()) {
                return Step.end(new LimitReached<>(Limit.SHARDS_EVER_OF_TOPIC, limits.everOfTopic()));
            }
            LimitReached<List<Shard>> exceeded =
                    exceeded(view, topic.lineage().open(), done.lineage().open(), limits);
            return exceeded != null ? Step.end(exceeded) : Step.write(topic.with(done.lineage()), done.shards());
        });
    }

    private static Step<List<Shard>> refused(TopicShard shard, Resharding end) {
        return Step.end(new ShardRefused<>(shard.number(), ((Refused) end).reason()));
    }

    /** What would be exceeded if a topic with {@code before} shards that take data had {@code after} of them. */
    private static <T> @Nullable LimitReached<T> exceeded(
            CatalogView view, int before, int after, CatalogLimits limits) {
        if (after <= before) {
            return null;
        }
        if (after > limits.shardsOfTopic()) {
            return new LimitReached<>(Limit.SHARDS_OF_TOPIC, limits.shardsOfTopic());
        }
        return view.openShards() - before + after > limits.shards()
                ? new LimitReached<>(Limit.SHARDS_OF_NAMESPACE, limits.shards())
                : null;
    }

    /** Removes a topic, readable or not. Groups that are bound to it go with it; others hold nothing of it any more. */
    public CompletionStage<CatalogOutcome<String>> delete(Namespace namespace, String topic) {
        return directory
                .deleteAll(namespace, topic)
                .thenCompose(groups -> edit.apply(
                        namespace,
                        view -> view.topics().containsKey(topic)
                                        || view.damaged().contains(topic)
                                ? Step.remove(topic)
                                : Step.end(new CatalogOutcome.NoTopic<>(topic))))
                // Again, for a group that came into being meanwhile: from now on, none can.
                .thenCompose(outcome -> directory.deleteAll(namespace, topic).thenApply(groups -> outcome));
    }
}
