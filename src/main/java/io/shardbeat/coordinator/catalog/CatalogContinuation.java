package io.shardbeat.coordinator.catalog;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Resharding.Reason;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Goes on with what a command gave, and hands every other end through. */
record CatalogContinuation<T, U>(Function<T, CompletionStage<U>> next)
        implements CatalogOutcome.Cases<T, CompletionStage<CatalogOutcome<U>>> {
    @Override
    public CompletionStage<CatalogOutcome<U>> done(T value) {
        return next.apply(value).thenApply(CatalogOutcome.Done::new);
    }

    @Override
    public CompletionStage<CatalogOutcome<U>> noNamespace(Namespace namespace) {
        return end(new CatalogOutcome.NoNamespace<>(namespace));
    }

    @Override
    public CompletionStage<CatalogOutcome<U>> noTopic(String topic) {
        return end(new CatalogOutcome.NoTopic<>(topic));
    }

    @Override
    public CompletionStage<CatalogOutcome<U>> alreadyExists(String name) {
        return end(new CatalogOutcome.AlreadyExists<>(name));
    }

    @Override
    public CompletionStage<CatalogOutcome<U>> notEmpty(Namespace namespace) {
        return end(new CatalogOutcome.NotEmpty<>(namespace));
    }

    @Override
    public CompletionStage<CatalogOutcome<U>> limitReached(CatalogOutcome.Limit limit, int most) {
        return end(new CatalogOutcome.LimitReached<>(limit, most));
    }

    @Override
    public CompletionStage<CatalogOutcome<U>> shardRefused(int shard, Reason reason) {
        return end(new CatalogOutcome.ShardRefused<>(shard, reason));
    }

    private static <U> CompletionStage<CatalogOutcome<U>> end(CatalogOutcome<U> outcome) {
        return CompletableFuture.completedFuture(outcome);
    }
}
