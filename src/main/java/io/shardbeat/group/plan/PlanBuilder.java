package io.shardbeat.group.plan;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.group.Grant;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.HandOver;
import io.shardbeat.group.HandOverLimit;
import io.shardbeat.group.Member;
import io.shardbeat.group.safeguard.ExpiryWindow;
import io.shardbeat.group.safeguard.SafeguardState;
import io.shardbeat.group.safeguard.ShardDeaths;
import io.shardbeat.group.shard.Cause;
import io.shardbeat.group.shard.Change;
import io.shardbeat.group.shard.Decision;
import io.shardbeat.group.shard.ShardState;
import io.shardbeat.group.shard.ShardState.InFlight;
import io.shardbeat.group.shard.ShardState.Resting;
import io.shardbeat.group.shard.Transition;
import io.shardbeat.group.wish.Wishes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Collects what a pass decides. */
final class PlanBuilder {
    private final GroupSnapshot snapshot;
    private final List<Change> changes = new ArrayList<>();
    private final SortedMap<MemberId, Grant> grants = new TreeMap<>();
    private final Map<ShardId, HandOver> inFlight = new HashMap<>();
    private final Map<ShardId, Instant> fences;
    private ExpiryWindow expiries;
    private Map<ShardId, ShardDeaths> deaths;
    private final Set<MemberId> removed = new HashSet<>();
    /** Whose departure is not carried out unless this plan removes them. */
    private Set<MemberId> awaited;

    private boolean more;
    private @Nullable Instant nextDue;

    PlanBuilder(GroupSnapshot snapshot) {
        this.snapshot = snapshot;
        this.expiries = snapshot.watch().expiries();
        this.deaths = snapshot.watch().deaths();
        this.fences = new HashMap<>(snapshot.fences());
        this.awaited = snapshot.wishes().departures().keySet();
        snapshot.handOvers().forEach(handOver -> inFlight.put(handOver.shard(), handOver));
        snapshot.fences().forEach((shard, until) -> {
            if (!until.isAfter(snapshot.now())) {
                Resting over = new Resting(until);
                change(shard, over, over.rested(), Cause.RESTED);
            } else {
                lookAgainAt(until);
            }
        });
    }

    void lookAgainAt(Instant then) {
        nextDue = nextDue == null || then.isBefore(nextDue) ? then : nextDue;
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
            fences.put(shard, resting.until());
            lookAgainAt(resting.until());
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

    /** @param cause why it is in the group no more */
    void remove(MemberId member, Cause cause) {
        changes.add(new Change.OfMember(member, cause));
        removed.add(member);
    }

    /** What the brake made of the members that this pass found silent. */
    void note(LiveMembers liveMembers) {
        awaited = liveMembers.awaited();
        boolean wasHeld = expiries.isHeld();
        expiries = liveMembers.expiries();
        Instant heldUntil = expiries.heldUntil();
        if (heldUntil != null && snapshot.now().isBefore(heldUntil)) {
            lookAgainAt(heldUntil);
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
        Instant until = fences.get(shard);
        return until != null && until.isAfter(snapshot.now());
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
                            lookAgainAt(limit.nextLook(handOver, holders.get(handOver.holder()), snapshot)));
        }
        snapshot.wishes().nextEnd(snapshot.now()).ifPresent(this::lookAgainAt);
        return new Plan(changes, grants, watch(), wishes(), Optional.ofNullable(nextDue), more);
    }

    private @Nullable Wishes wishes() {
        Wishes before = snapshot.wishes();
        if (before.drains().isEmpty()
                && before.departures().isEmpty()
                && before.parks().isEmpty()
                && before.pause() == null) {
            return null;
        }
        Set<MemberId> members = snapshot.members().stream().map(Member::id).collect(Collectors.toSet());
        members.removeAll(removed);
        Wishes after = before.after(
                snapshot.now(), members::contains, member -> awaited.contains(member) && members.contains(member));
        return after == before ? null : after;
    }

    private @Nullable SafeguardState watch() {
        SafeguardState after = new SafeguardState(expiries, deaths);
        return after.equals(snapshot.watch()) ? null : after;
    }
}
