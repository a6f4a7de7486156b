package io.shardbeat.coordinator.catalog;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Resharding.Reason;

/**
 * How a catalog command ends.
 *
 * @param <T> what it gives when it went well
 */
public sealed interface CatalogOutcome<T> {
    <R> R fold(Cases<T, R> cases);

    /** One answer per outcome, so that a new outcome does not compile until every dialect answers it. */
    interface Cases<T, R> {
        R done(T value);

        R noNamespace(Namespace namespace);

        R noTopic(String topic);

        R alreadyExists(String name);

        R notEmpty(Namespace namespace);

        R limitReached(Limit limit, int most);

        R shardRefused(int shard, Reason reason);
    }

    /** It took effect, or was found. */
    record Done<T>(T value) implements CatalogOutcome<T> {
        @Override
        public <R> R fold(Cases<T, R> cases) {
            return cases.done(value);
        }
    }

    /** The project or logset does not exist. */
    record NoNamespace<T>(Namespace namespace) implements CatalogOutcome<T> {
        @Override
        public <R> R fold(Cases<T, R> cases) {
            return cases.noNamespace(namespace);
        }
    }

    /** The logstore or topic does not exist. */
    record NoTopic<T>(String topic) implements CatalogOutcome<T> {
        @Override
        public <R> R fold(Cases<T, R> cases) {
            return cases.noTopic(topic);
        }
    }

    /** What should be created exists. */
    record AlreadyExists<T>(String name) implements CatalogOutcome<T> {
        @Override
        public <R> R fold(Cases<T, R> cases) {
            return cases.alreadyExists(name);
        }
    }

    /** The namespace still has topics. */
    record NotEmpty<T>(Namespace namespace) implements CatalogOutcome<T> {
        @Override
        public <R> R fold(Cases<T, R> cases) {
            return cases.notEmpty(namespace);
        }
    }

    /** There would be more of something than a setting allows. */
    record LimitReached<T>(Limit limit, int most) implements CatalogOutcome<T> {
        @Override
        public <R> R fold(Cases<T, R> cases) {
            return cases.limitReached(limit, most);
        }
    }

    /** What there may be only so many of. */
    enum Limit {
        NAMESPACES,
        TOPICS_OF_NAMESPACE,
        SHARDS_OF_TOPIC,
        SHARDS_OF_NAMESPACE,
        SHARDS_EVER_OF_TOPIC
    }

    /** It cannot be done with this shard. */
    record ShardRefused<T>(int shard, Reason reason) implements CatalogOutcome<T> {
        @Override
        public <R> R fold(Cases<T, R> cases) {
            return cases.shardRefused(shard, reason);
        }
    }
}
