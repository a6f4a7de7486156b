package io.shardbeat.coordinator;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.coordinator.StoreUnavailableException.Reason;
import io.shardbeat.group.GroupId;
import java.time.Duration;
import java.time.Instant;

/** Is told what the store had to put right or leave out: logs and metrics hang on it. Must not block and must not throw. */
public interface StoreListener {
    /** For those who need not know. */
    StoreListener NOBODY = new StoreListener() {};

    /** So many calls, sent together, were answered, all in this time; each of them may be a refusal. */
    default void answered(int calls, long nanos) {}

    /** A call failed. */
    default void failed(Reason why) {}

    /**
     * What a pass decided was written, and waited for replicas.
     *
     * @param replicated whether as many as wanted have it; if not, a server that takes over now may lack it
     */
    default void committed(boolean replicated, long nanos) {}

    /** The oldest entry of a bucket's index that was due when the bucket was looked at, and for how long it had been. */
    default void foundDue(Duration late) {}

    /**
     * A member's lease was found gone.
     *
     * @param due when it was to be looked at, in Redis time: at its end as it was at the last look, or after that a look ago
     * @param nextLook when it will be looked at again, should no pass have removed the member by then
     */
    default void leaseGone(GroupId group, MemberId member, Instant due, Instant nextLook) {}

    /** How much the store has lost. */
    enum Extent {
        /** A server started anew, or took over: it may lack the last writes. */
        LAST_WRITES,
        /** It is empty: groups, members and checkpoints are gone. */
        EVERYTHING
    }

    /** The store has lost something, in so many of its buckets; told once for each, by the node that noticed. */
    default void lost(Extent extent, int buckets) {}

    /** A report named what the catalog does not have for the group, and is kept without. */
    default void reportCut(GroupId group, int shards, int topics) {}

    /** An entry of an index was none, and is gone. */
    default void entryDropped(String key, String entry) {}

    /** What is stored beside the groups of a bucket cannot be read; other buckets are not concerned. */
    default void bucketFailed(int bucket, Throwable failure) {}

    /** An index was gone, and has been made anew. */
    default void indexMadeAnew(int bucket, int groups) {}

    /** A list of what there is was lost, or not believed, and has been completed out of that. */
    default void listMadeAnew(String key, int entries) {}

    /** A record cannot be read, and what it is about is left out of an answer. */
    default void unreadable(String what, Throwable failure) {}
}
