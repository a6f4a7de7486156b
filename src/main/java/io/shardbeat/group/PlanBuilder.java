package io.shardbeat.group;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.group.ShardState.Free;
import io.shardbeat.group.ShardState.InFlight;
import io.shardbeat.group.ShardState.Resting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects what a pass decides. */
final class PlanBuilder {
    private final GroupSnapshot snapshot;
    private final List<Change> changes = new ArrayList<>();
    private final SortedMap<MemberId, Grant> grants = new TreeMap<>();
    private final Map<ShardId, HandOver> inFlight = new HashMap<>();
    private final Map<ShardId, Long> fences;
    private ExpiryWindow expiries;
    private Map<ShardId, ShardDeaths> deaths;
    private boolean more;
    private long nextDueMillis = Long.MAX_VALUE;

    PlanBuilder(GroupSnapshot snapshot) {
        this.snapshot = snapshot;
        this.expiries = snapshot.watch().expiries();
        this.deaths = snapshot.watch().deaths();
        this.fences = new HashMap<>(snapshot.fences());
        snapshot.handOvers().forEach(handOver -> inFlight.put(handOver.shard(), handOver));
        snapshot.fences().forEach((shard, until) -> {
            if (until <= snapshot.nowMillis()) {
                change(shard, new Resting(until), Free.FREE, Cause.RESTED);
            } else {
                lookAgainAt(until);
            }
        });
    }

    void lookAgainAt(long millis) {
        nextDueMillis = Math.min(nextDueMillis, millis);
    }

    /** A shard goes from one state to the next. */
    void change(ShardId shard, ShardState before, ShardState after, Cause cause) {
        if (before instanceof InFlight) {
            inFlight.remove(shard);
        } else if (before instanceof Resting) {
            fences.remove(shard);
        }
        if (after instanceof InFlight now) {
            inFlight.put(shard, now.handOver());
        } else if (after instanceof Resting resting) {
            fences.put(shard, resting.untilMillis());
            lookAgainAt(resting.untilMillis());
        }
        changes.add(new Transition(shard, before, after, cause));
    }

    /** The same; the state that follows. */
    <S extends ShardState> S changed(ShardId shard, ShardState before, S after, Cause cause) {
        change(shard, before, after, cause);
        return after;
    }

    void change(Decision.Kind ofGroup, Cause cause) {
        changes.add(new Change.OfGroup(ofGroup, cause));
    }

    void expire(MemberId member) {
        changes.add(new Change.OfMember(member, Cause.EXPIRED));
    }

    /** What the brake made of the members that this pass found silent. */
    void note(LiveMembers liveMembers) {
        boolean wasHeld = expiries.isHeld();
        expiries = liveMembers.expiries();
        if (expiries.holdsAt(snapshot.nowMillis())) {
            lookAgainAt(expiries.heldUntilMillis());
        }
        if (expiries.isHeld() != wasHeld) {
            change(expiries.isHeld() ? Decision.Kind.EXPIRY_HELD : Decision.Kind.EXPIRY_RESUMED, Cause.TOO_MANY_SILENT);
        }
    }

    /** Which shards lost a holder lately, after this pass. */
    void remember(Map<ShardId, ShardDeaths> deathsAfter) {
        deaths = deathsAfter;
    }

    /**
     * Deaths are only a part of what is to be done, and so many more are left to the pass' next plan. What the brake
     * remembers is what it would have made of those that expire with this one.
     */
    void leaveDead(int count) {
        more = true;
        if (count > 0) {
            boolean counts = expiries.expired() > 0; // else the brake let go, which it does of all of them at once
            expiries = counts ? expiries.plus(-count) : snapshot.watch().expiries();
            changes.removeIf(change ->
                    change instanceof Change.OfGroup ofGroup && ofGroup.what() == Decision.Kind.EXPIRY_RESUMED);
        }
    }

    boolean isFenced(ShardId shard) {
        Long until = fences.get(shard);
        return until != null && until > snapshot.nowMillis();
    }

    /** The hand-overs under way after what was decided so far. */
    Collection<HandOver> inFlight() {
        return inFlight.values();
    }

    /** The plan does no more than end a rebuild; the pass goes on. */
    void leaveMoves() {
        more = true;
    }

    void put(Member member, Grant grant) {
        grants.put(member.id(), grant);
        if (member.pending()) {
            changes.add(new Change.OfMember(member.id(), Cause.JOINED));
        }
    }

    Plan build() {
        HandOverLimit limit = snapshot.policy().safeguards().handOver();
        if (!snapshot.isRebuilding()) {
            Map<MemberId, Member> holders = inFlight.isEmpty() ? Map.of() : snapshot.membersById();
            inFlight.values()
                    .forEach(handOver ->
                            lookAgainAt(limit.nextLookMillis(handOver, holders.get(handOver.holder()), snapshot)));
        }
        return new Plan(
                changes,
                grants,
                watch(),
                nextDueMillis == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(nextDueMillis),
                more);
    }

    private @Nullable Watch watch() {
        Watch after = new Watch(expiries, deaths);
        return after.equals(snapshot.watch()) ? null : after;
    }
}
