package io.shardbeat.testkit.memory;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** The way from a node to Redis: carries one atomic step there and its reply back, or fails. */
public interface Wire {
    /** No distance at all. */
    Wire DIRECT = new Wire() {
        @Override
        public <T> CompletionStage<T> call(Supplier<T> step) {
            return CompletableFuture.completedFuture(step.get());
        }
    };

    <T> CompletionStage<T> call(Supplier<T> step);
}
