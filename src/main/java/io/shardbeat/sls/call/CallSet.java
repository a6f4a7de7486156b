package io.shardbeat.sls.call;

/** Calls that belong together. Every bean of this type is served. */
public interface CallSet {
    void addTo(Routes routes, Answers answers, AccessControl access);
}
