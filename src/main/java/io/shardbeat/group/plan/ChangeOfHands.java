package io.shardbeat.group.plan;

import io.shardbeat.assignment.ShardId;
import java.time.Duration;

/**
 * A shard that was one member's and is another's now.
 *
 * @param shard the shard
 * @param cause why the first one lost it
 * @param gap from the last moment at which the first one can have been told that the shard is its own to the grant of
 *     the other, as far as the store knows: at least so long, where the first one expired
 * @param overlap whether the first one may still work on the shard, since it did not let go and its time to fence itself
 *     is not over
 */
public record ChangeOfHands(ShardId shard, Cause cause, Duration gap, boolean overlap) {
    public enum Cause {
        RELEASED,
        EXPIRED,
        FORCED
    }
}
