package io.shardbeat.http;

import java.util.Locale;

/** How a request was answered, in words that all dialects share: metrics are counted by it. */
public enum Outcome {
    /** As was asked for. */
    OK,
    /** There is no such group, or nothing that it could be in. */
    UNKNOWN_GROUP,
    /** The member is not known and reports shards: it was expired, or evicted, and must empty itself first. */
    UNKNOWN_MEMBER,
    /** There are as many as there may be. */
    TOO_MANY,
    TOO_LARGE,
    /** What was sent cannot be read, or is against the protocol. */
    MALFORMED,
    /** The sender has not shown who it is. */
    UNAUTHENTICATED,
    /** The sender may not do this. */
    NOT_ALLOWED,
    /** Too much is under way on this node. */
    OVERLOADED,
    /** The store has lost writes, and who holds what is being rebuilt. */
    REBUILDING,
    STORE_UNAVAILABLE,
    STORE_FULL,
    /** What is stored of the group cannot be read. */
    DAMAGED,
    /** A fault of the server. */
    FAILED;

    /** As metrics tell it, for example {@code too_large}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
