package io.shardbeat.coordinator;

/** What is to be there whether the store has it or not. */
@FunctionalInterface
public interface DeclaredCatalog {
    /**
     * False while the store is, as far as this node knows, one that has not been told yet what is declared: started anew,
     * or taken over by another server. What such a store lacks may be there a moment later.
     */
    boolean isInStore();
}
