package io.shardbeat.coordinator;

import io.shardbeat.group.GroupId;

/** Is told what the store had to put right or leave out: logs and metrics hang on it. Must not block and must not throw. */
public interface StoreListener {
    /** For those who need not know. */
    StoreListener NOBODY = new StoreListener() {};

    /** A report named what the catalog does not have for the group, and is kept without. */
    default void reportCut(GroupId group, int shards, int topics) {}

    /** An entry of an index was none, and is gone. */
    default void entryDropped(String key, String entry) {}

    /** What is stored beside the groups of a bucket cannot be read; other buckets are not concerned. */
    default void bucketFailed(int bucket, Throwable failure) {}

    /** An index was gone, and has been made anew. */
    default void indexMadeAnew(int bucket, int groups) {}

    /** A record cannot be read, and what it is about is left out of an answer. */
    default void unreadable(String what, Throwable failure) {}
}
