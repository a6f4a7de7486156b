package io.shardbeat.security;

import org.jspecify.annotations.Nullable;

/** The access keys in force. Implementations answer from memory: this is asked once per request. */
@FunctionalInterface
public interface AccessKeys {
    /** The key with this id, or {@code null}. */
    @Nullable AccessKey find(String id);
}
