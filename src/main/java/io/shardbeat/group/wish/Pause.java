package io.shardbeat.group.wish;

import java.time.Instant;

/**
 * A group that is left as it is. Always with an end: a pause that somebody forgot would leave shards without anybody for
 * ever.
 *
 * @param until in Redis time
 */
public record Pause(Mode mode, Instant until, Note note) {
    /** How much stands still. Hand-overs that have begun come to their end in any case. */
    public enum Mode {
        /** No shard moves for balance; free ones, and those of the dead and the drained, go to who is to have them. */
        BALANCE,
        /** No shard goes to another member, and those of the dead are nobody's. */
        ALL
    }

    public boolean isInForceAt(Instant now) {
        return now.isBefore(until);
    }
}
