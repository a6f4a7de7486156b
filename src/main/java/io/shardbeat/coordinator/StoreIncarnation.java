package io.shardbeat.coordinator;

/** Which server the store is: another one may lack the last writes, or all of them. */
@FunctionalInterface
public interface StoreIncarnation {
    /** Differs from server to server and from start to start; empty before the first connection. */
    String current();
}
