package io.shardbeat.coordinator.catalog;

import io.shardbeat.group.GroupId;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What is to be there whether the store has it or not. */
@FunctionalInterface
public interface DeclaredCatalog {
    /**
     * False while the store is, as far as this node knows, one that has not been told yet what is declared: started anew,
     * or taken over by another server. What such a store lacks may be there a moment later.
     */
    boolean isInStore();

    /** The groups that were declared when this was last applied. */
    default Set<GroupId> groups() {
        return Set.of();
    }

    /**
     * Makes a declared group again, with its topics if they have gone too. One that is there is as it is declared, then.
     *
     * @return false when it is not declared
     */
    default CompletionStage<Boolean> restore(GroupId group) {
        return CompletableFuture.completedFuture(false);
    }
}
