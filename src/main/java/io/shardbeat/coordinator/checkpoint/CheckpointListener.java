package io.shardbeat.coordinator.checkpoint;

import io.shardbeat.group.GroupId;
import java.util.function.Supplier;

/**
 * Is told of checkpoints that were not saved, also where the caller is not told; metrics and the log hang on it. Must not
 * block and must not throw.
 */
public interface CheckpointListener {
    /** Why not. */
    enum Cause {
        /** The group has no such member. */
        NO_MEMBER,
        /** The shard is somebody else's, or nobody's. */
        NOT_HOLDER,
        /** The group has no such shard. */
        NO_SHARD,
        /** The same consumer saved a later one, by its own clock. */
        OLDER
    }

    /**
     * Some checkpoints of one call were not saved.
     *
     * @param consumer who wanted to save them; empty where it gave no name
     * @param request the id of the call, made up when it is first asked for
     * @param shards how many they were of, at least 1
     */
    void notSaved(GroupId group, String consumer, Supplier<String> request, Cause cause, int shards);
}
