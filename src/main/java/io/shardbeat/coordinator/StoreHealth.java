package io.shardbeat.coordinator;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Whether the store can be trusted with a group. */
public interface StoreHealth {
    /** Empty when all is well; else what is wrong, for an operator. Completes exceptionally when it cannot be reached. */
    CompletionStage<Optional<String>> problem();
}
