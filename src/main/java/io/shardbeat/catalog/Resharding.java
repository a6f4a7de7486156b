package io.shardbeat.catalog;

import java.util.List;

/** How a wish to split or merge ends. */
public sealed interface Resharding {
    /**
     * It can be done.
     *
     * @param lineage what the topic's shards are afterwards
     * @param shards those concerned: the parent and its children, or the child and its parents
     */
    record Done(Lineage lineage, List<Shard> shards) implements Resharding {}

    /** It cannot be done, and nothing changed. */
    record Refused(Reason reason) implements Resharding {}

    /** Why not. */
    enum Reason {
        NO_SUCH_SHARD,
        /** Only shards that take data can be split or merged. */
        READ_ONLY,
        /** The key is not inside of the shard's range, its begin excluded. */
        KEY_OUTSIDE,
        /** The shard has fewer keys than there should be children. */
        TOO_NARROW,
        /** The shard's keys are the last ones: there is nothing to its right to merge with. */
        NO_RIGHT_NEIGHBOUR,
        /** The shard still takes data: it has no end. */
        NOT_READ_ONLY
    }
}
