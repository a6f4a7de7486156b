package io.shardbeat.group;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a pass wants changed: differences only.
 *
 * @param expired members to remove; the commit checks that their leases are still gone
 * @param grants per member whose grant changes, or who joined, the whole new grant
 * @param handOvers hand-overs that begin, are redirected or found stuck
 * @param endedHandOvers shards whose hand-over is over, one way or the other
 * @param fences per shard that became free with a margin, the time in Redis milliseconds before which it rests
 * @param endedFences shards whose fence is no longer needed
 * @param watch what the safeguards have to remember from now on; {@code null} for what they already do
 * @param decisions what was decided and why, in the order it was decided
 * @param nextDueMillis when the group must be looked at again even if nothing happens, in Redis milliseconds
 * @param endsRebuild whether ownership counts as rebuilt from now on; the commit checks that no report came meanwhile
 * @param more whether this is only a part of what is to be done now: the pass goes on, and keeps its claim
 */
public record Plan(
        Set<MemberId> expired,
        SortedMap<MemberId, Grant> grants,
        List<HandOver> handOvers,
        Set<ShardId> endedHandOvers,
        Map<ShardId, Long> fences,
        Set<ShardId> endedFences,
        @Nullable Watch watch,
        List<Decision> decisions,
        OptionalLong nextDueMillis,
        boolean endsRebuild,
        boolean more) {
    /** What a member that expires costs the store, in writes: it leaves several indexes, and its lease is looked at. */
    static final int WRITES_PER_DEATH = 2;

    /** A plan at ordinary times. */
    public Plan(
            Set<MemberId> expired,
            SortedMap<MemberId, Grant> grants,
            List<HandOver> handOvers,
            Set<ShardId> endedHandOvers,
            Map<ShardId, Long> fences,
            Set<ShardId> endedFences,
            @Nullable Watch watch,
            List<Decision> decisions,
            OptionalLong nextDueMillis) {
        this(
                expired,
                grants,
                handOvers,
                endedHandOvers,
                fences,
                endedFences,
                watch,
                decisions,
                nextDueMillis,
                false,
                false);
    }

    /** The hand-overs under way once this plan for the snapshot is in force. */
    public Collection<HandOver> handOversAfter(GroupSnapshot snapshot) {
        Map<ShardId, HandOver> after = new HashMap<>();
        snapshot.handOvers().forEach(handOver -> after.put(handOver.shard(), handOver));
        after.keySet().removeAll(endedHandOvers);
        handOvers.forEach(handOver -> after.put(handOver.shard(), handOver));
        return after.values();
    }

    /** What the safeguards remember once this plan for the snapshot is in force. */
    public Watch watchAfter(GroupSnapshot snapshot) {
        return watch == null ? snapshot.watch() : watch;
    }

    /** About how much its commit makes the store write, in hash fields: what keeps the store busy. */
    int writes() {
        return WRITES_PER_DEATH * expired.size()
                + grants.size()
                + handOvers.size()
                + endedHandOvers.size()
                + fences.size()
                + endedFences.size();
    }

    /** Whether there is nothing to commit besides the next due time. */
    public boolean changesNothing() {
        return expired.isEmpty()
                && grants.isEmpty()
                && handOvers.isEmpty()
                && endedHandOvers.isEmpty()
                && fences.isEmpty()
                && endedFences.isEmpty()
                && watch == null
                && !endsRebuild;
    }
}
