package io.shardbeat.group;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.group.Decision.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects what a pass decides. */
final class PlanBuilder {
    private final GroupSnapshot snapshot;
    private final Set<MemberId> expired = new LinkedHashSet<>();
    private final SortedMap<MemberId, Grant> grants = new TreeMap<>();
    private final Map<ShardId, HandOver> inFlight = new HashMap<>();
    private final List<HandOver> handOvers = new ArrayList<>();
    private final Set<ShardId> endedHandOvers = new LinkedHashSet<>();
    private final Map<ShardId, Long> fences = new HashMap<>();
    private final Set<ShardId> endedFences = new LinkedHashSet<>();
    private final List<Decision> decisions = new ArrayList<>();
    private final DeathToll toll;
    private ExpiryWindow expiries;
    private boolean endsRebuild;
    private boolean more;
    private long nextDueMillis = Long.MAX_VALUE;

    PlanBuilder(GroupSnapshot snapshot) {
        this.snapshot = snapshot;
        this.toll = new DeathToll(snapshot);
        this.expiries = snapshot.watch().expiries();
        snapshot.handOvers().forEach(handOver -> inFlight.put(handOver.shard(), handOver));
        snapshot.fences().forEach((shard, until) -> {
            if (until <= snapshot.nowMillis()) {
                endedFences.add(shard);
            } else {
                lookAgainAt(until);
            }
        });
    }

    void lookAgainAt(long millis) {
        nextDueMillis = Math.min(nextDueMillis, millis);
    }

    void decide(Kind kind, @Nullable ShardId shard, @Nullable MemberId from, @Nullable MemberId to) {
        decisions.add(new Decision(kind, shard, from, to));
    }

    /** What the brake made of the members that this pass found silent. */
    void note(Roster roster) {
        boolean wasHeld = expiries.isHeld();
        expiries = roster.expiries();
        if (expiries.holdsAt(snapshot.nowMillis())) {
            lookAgainAt(expiries.heldUntilMillis());
        }
        if (expiries.isHeld() != wasHeld) {
            decide(expiries.isHeld() ? Kind.EXPIRY_HELD : Kind.EXPIRY_RESUMED, null, null, null);
        }
        int together = Math.max(expiries.expired(), roster.expired().size());
        if (together >= snapshot.policy().safeguards().brake().members()) {
            toll.massDeath();
        }
    }

    void expire(Member member) {
        expired.add(member.id());
        decide(Kind.MEMBER_EXPIRED, null, member.id(), null);
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
            decisions.removeIf(decision -> decision.kind() == Kind.EXPIRY_RESUMED);
        }
    }

    /** About how much the plan makes the store write so far, see {@link Plan#writes}. */
    int writes() {
        return Plan.WRITES_PER_DEATH * expired.size() + fences.size() + endedHandOvers.size();
    }

    /** The shard's holder is dead: it rests for the fence margin, since the dead may work on it still, or is parked. */
    void free(ShardId shard, @Nullable Member dead) {
        GroupPolicy policy = snapshot.policy();
        long now = snapshot.nowMillis();
        long parked = dead == null ? 0 : toll.holderDied(shard);
        if (dead != null && parked > 0) {
            decide(Kind.SHARD_PARKED, shard, dead.id(), null);
        }
        long margin = policy.fenceMargin().of(dead, policy.sessionTimeout()).toMillis();
        rest(shard, Math.max(now + margin, parked));
    }

    /** The holder of this hand-over is dead: where it had let go before, the shard rests no shorter than it would have. */
    void goOnResting(HandOver handOver) {
        if (handOver.isReleased()) {
            rest(handOver.shard(), snapshot.policy().restEndsMillis(handOver));
        }
    }

    private void rest(ShardId shard, long until) {
        if (until > Math.max(snapshot.nowMillis(), fences.getOrDefault(shard, 0L))) {
            fences.put(shard, until);
            endedFences.remove(shard);
            lookAgainAt(until);
        }
    }

    boolean isFenced(ShardId shard) {
        Long until = fences.containsKey(shard)
                ? fences.get(shard)
                : snapshot.fences().get(shard);
        return until != null && until > snapshot.nowMillis();
    }

    void grant(Placement placement, int shard, int target) {
        placement.give(shard, target);
        decide(Kind.GRANTED, placement.index().shard(shard), null, placement.name(target));
    }

    void beginHandOver(Placement placement, int shard, int target) {
        MemberId from = placement.name(placement.holder(shard));
        if (from == null) {
            throw new IllegalStateException(
                    "hand-over of a free shard: " + placement.index().shard(shard));
        }
        placement.take(shard);
        ShardId id = placement.index().shard(shard);
        goOn(new HandOver(id, from, placement.name(target), HandOver.NEW_EPOCH, snapshot.nowMillis()));
        decide(Kind.HAND_OVER_BEGUN, id, from, placement.name(target));
    }

    /** The shard is free, but somebody who must not hold it says it does: it is the target's when that one let go. */
    void await(Placement placement, int shard, int claimant, int target) {
        ShardId id = placement.index().shard(shard);
        MemberId from = placement.name(claimant);
        if (from == null) {
            throw new IllegalStateException("nobody claims " + id);
        }
        goOn(new HandOver(id, from, placement.name(target), HandOver.NEW_EPOCH, snapshot.nowMillis()));
        decide(Kind.HAND_OVER_BEGUN, id, from, placement.name(target));
    }

    /**
     * The shard is not assignable any more: it leaves its holder's grant and is in hand-over to nobody, so that it is
     * still known who may be working on it if it comes back.
     */
    void withdraw(ShardId shard, MemberId holder) {
        goOn(new HandOver(shard, holder, null, HandOver.NEW_EPOCH, snapshot.nowMillis()));
        decide(Kind.SHARD_REMOVED, shard, holder, null);
    }

    /** The holder let go, and the shard begins to rest; or it has taken the shard up again meanwhile. */
    void noteRelease(HandOver handOver) {
        goOn(handOver);
        if (handOver.isReleased()) {
            decide(Kind.HAND_OVER_RELEASED, handOver.shard(), handOver.holder(), handOver.next());
        }
    }

    void endHandOver(HandOver handOver) {
        inFlight.remove(handOver.shard());
        endedHandOvers.add(handOver.shard());
    }

    /** A hand-over begins, or goes on in another way than it is stored. */
    void goOn(HandOver handOver) {
        inFlight.put(handOver.shard(), handOver);
        handOvers.add(handOver);
        endedHandOvers.remove(handOver.shard());
    }

    /** Whole new grants for the members whose shards, topics or hand-over state are no longer as stored. */
    void rewriteGrants(Placement placement) {
        rewriteGrants(new GrantRewrite(placement, inFlight.values()));
    }

    /** The same, for a plan that only ends a rebuild: that other grants were confirmed for it may stay in them for now. */
    void rewriteOwnership(Placement placement) {
        more = true;
        rewriteGrants(new GrantRewrite(placement, inFlight.values()).withoutConfirmed());
    }

    private void rewriteGrants(GrantRewrite rewrite) {
        rewrite.changed(snapshot.settings().topics()).forEach(this::put);
    }

    void put(Member member, Grant grant) {
        grants.put(member.id(), grant);
        if (member.pending()) {
            decide(Kind.MEMBER_JOINED, null, null, member.id());
        }
    }

    void endRebuild() {
        endsRebuild = true;
        decide(Kind.REBUILT, null, null, null);
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
                expired,
                grants,
                handOvers.stream()
                        .filter(handOver -> inFlight.get(handOver.shard()) == handOver)
                        .toList(),
                endedHandOvers,
                fences,
                endedFences,
                watch(),
                decisions,
                nextDueMillis == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(nextDueMillis),
                endsRebuild,
                more);
    }

    private @Nullable Watch watch() {
        Watch after = new Watch(expiries, toll.after());
        return after.equals(snapshot.watch()) ? null : after;
    }
}
