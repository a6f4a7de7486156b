package io.shardbeat.group;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;

/**
 * What a pass wants changed: differences only.
 *
 * @param expired members to remove; the commit checks that their leases are still gone
 * @param grants per member whose grant changes, or who joined, the whole new grant
 * @param handOvers hand-overs that begin or are redirected
 * @param endedHandOvers shards whose hand-over is over, one way or the other
 * @param fences per shard that became free with a margin, the time in Redis milliseconds before which it rests
 * @param endedFences shards whose fence is no longer needed
 * @param decisions what was decided and why, in the order it was decided
 * @param nextDueMillis when the group must be looked at again even if nothing happens, in Redis milliseconds
 */
public record Plan(
        Set<MemberId> expired,
        SortedMap<MemberId, Grant> grants,
        List<HandOver> handOvers,
        Set<ShardId> endedHandOvers,
        Map<ShardId, Long> fences,
        Set<ShardId> endedFences,
        List<Decision> decisions,
        OptionalLong nextDueMillis) {

    /** Whether there is nothing to commit besides the next due time. */
    public boolean changesNothing() {
        return expired.isEmpty()
                && grants.isEmpty()
                && handOvers.isEmpty()
                && endedHandOvers.isEmpty()
                && fences.isEmpty()
                && endedFences.isEmpty();
    }
}
