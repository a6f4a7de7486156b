package io.shardbeat.coordinator.catalog;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Topic;
import io.shardbeat.coordinator.StoreUnavailableException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Read, decide, write if nothing changed since; and again where something had. */
final class CatalogEdit {
    /** Losing so often means that many nodes change one namespace at once: the caller should try later. */
    private static final int ATTEMPTS = 20;

    private final CatalogStore store;

    CatalogEdit(CatalogStore store) {
        this.store = store;
    }

    /**
     * What to do about a namespace as read.
     *
     * @param write the topic to write; {@code null} for none
     * @param remove the topic to remove; {@code null} for none
     * @param outcome how it ends once that is done
     */
    record Step<T>(@Nullable Topic write, @Nullable String remove, CatalogOutcome<T> outcome) {
        static <T> Step<T> end(CatalogOutcome<T> outcome) {
            return new Step<>(null, null, outcome);
        }

        static <T> Step<T> write(Topic topic, T value) {
            return new Step<>(topic, null, new CatalogOutcome.Done<>(value));
        }

        static Step<String> remove(String topic) {
            return new Step<>(null, topic, new CatalogOutcome.Done<>(topic));
        }
    }

    <T> CompletionStage<CatalogOutcome<T>> apply(Namespace namespace, Function<CatalogView, Step<T>> decide) {
        return attempt(namespace, decide, 1);
    }

    /** For changes of one topic that must exist. */
    <T> CompletionStage<CatalogOutcome<T>> apply(
            Namespace namespace, String topic, java.util.function.BiFunction<CatalogView, Topic, Step<T>> decide) {
        return apply(namespace, view -> {
            view.mustBeReadable(topic);
            Topic found = view.topics().get(topic);
            return found == null ? Step.end(new CatalogOutcome.NoTopic<>(topic)) : decide.apply(view, found);
        });
    }

    private <T> CompletionStage<CatalogOutcome<T>> attempt(
            Namespace namespace, Function<CatalogView, Step<T>> decide, int attempt) {
        return store.read(namespace).thenCompose(view -> {
            if (view.isEmpty()) {
                return CompletableFuture.completedFuture(new CatalogOutcome.NoNamespace<>(namespace));
            }
            Step<T> step = decide.apply(view.get());
            return carryOut(view.get(), step).thenCompose(done -> {
                if (done) {
                    return CompletableFuture.completedFuture(step.outcome());
                }
                if (attempt == ATTEMPTS) {
                    throw new StoreUnavailableException(
                            StoreUnavailableException.Reason.OVERLOADED, namespace + " changes all the time");
                }
                return attempt(namespace, decide, attempt + 1);
            });
        });
    }

    private CompletionStage<Boolean> carryOut(CatalogView view, Step<?> step) {
        if (step.write() != null) {
            return store.write(view, step.write());
        }
        return step.remove() == null ? CompletableFuture.completedFuture(true) : store.remove(view, step.remove());
    }
}
