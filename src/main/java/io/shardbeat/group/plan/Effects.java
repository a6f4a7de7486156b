package io.shardbeat.group.plan;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.group.HandOver;
import io.shardbeat.group.shard.Cause;
import io.shardbeat.group.shard.Change;
import io.shardbeat.group.shard.ShardState;
import io.shardbeat.group.shard.ShardState.InFlight;
import io.shardbeat.group.shard.ShardState.Resting;
import io.shardbeat.group.shard.Transition;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What changes make of what is stored. Besides grants there are two places for a shard, hand-overs and fences: each
 * transition takes it out of the one where it was and puts it into the one where it is. So changes that follow each other,
 * in one plan or several, add up to their difference.
 */
final class Effects {
    final Set<MemberId> expired = new LinkedHashSet<>();
    /** Those of the expired that are removed since somebody wants it so. */
    final Set<MemberId> departed = new LinkedHashSet<>();

    final Map<ShardId, HandOver> handOvers = new LinkedHashMap<>();
    final Set<ShardId> endedHandOvers = new LinkedHashSet<>();
    final Map<ShardId, Instant> fences = new LinkedHashMap<>();
    final Set<ShardId> endedFences = new LinkedHashSet<>();
    private boolean endsRebuild;

    Effects(List<Change> changes) {
        for (Change change : changes) {
            if (change instanceof Transition transition) {
                leave(transition.shard(), transition.before());
                enter(transition.shard(), transition.after());
            } else if (change instanceof Change.OfMember ofMember) {
                if (ofMember.isEnd()) {
                    expired.add(ofMember.member());
                }
                if (ofMember.isDeparture()) {
                    departed.add(ofMember.member());
                }
            } else {
                endsRebuild |= change.cause() == Cause.REBUILT;
            }
        }
    }

    boolean endsRebuild() {
        return endsRebuild;
    }

    private void leave(ShardId shard, ShardState before) {
        if (before instanceof InFlight) {
            handOvers.remove(shard);
            endedHandOvers.add(shard);
        } else if (before instanceof Resting) {
            fences.remove(shard);
            endedFences.add(shard);
        }
    }

    private void enter(ShardId shard, ShardState after) {
        if (after instanceof InFlight inFlight) {
            handOvers.put(shard, inFlight.handOver());
            endedHandOvers.remove(shard);
        } else if (after instanceof Resting resting) {
            fences.put(shard, resting.until());
            endedFences.remove(shard);
        }
    }
}
