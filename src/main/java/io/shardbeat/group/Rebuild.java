package io.shardbeat.group;

import static io.shardbeat.assignment.AssignmentProblem.NOBODY;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.group.Decision.Kind;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a pass does after the store lost writes. Stored ownership is a hypothesis then, and the reports since are the
 * evidence. Until everybody alive must have reported nothing is granted and nothing is taken away: shards go to members
 * that claim them, and answers only confirm what their report lists. After that what is free is free again.
 */
final class Rebuild {
    private final GroupSnapshot snapshot;
    private final Placement placement;
    private final PlanBuilder plan;
    private final Claims claims;

    Rebuild(GroupSnapshot snapshot, Placement placement, PlanBuilder plan) {
        this.snapshot = snapshot;
        this.placement = placement;
        this.plan = plan;
        this.claims = new Claims(placement, snapshot.rebuildEpoch());
    }

    /** Shards that nobody has who could have reported them go to the one who did. */
    void adopt() {
        for (int shard = 0; shard < placement.index().size(); shard++) {
            int owner = placement.owner(shard);
            if (owner != NOBODY && (!isHeard(owner) || claims.has(shard, owner))) {
                continue;
            }
            int heir = snapshot.isRebuilding() ? claims.only(shard) : claims.any(shard);
            if (heir != NOBODY) {
                adopt(shard, heir, placement.name(owner));
            }
        }
    }

    /** A first report may be a delayed copy from before the loss: what it does not list is not given up yet. */
    private boolean isHeard(int owner) {
        return claims.isHeard(owner) && (!snapshot.isRebuilding() || isSecondReport(owner));
    }

    private boolean isSecondReport(int member) {
        Lease lease = placement.roster().live().get(member).lease();
        return lease != null && lease.previousEpoch() >= snapshot.rebuildEpoch();
    }

    private void adopt(int shard, int heir, @Nullable MemberId owner) {
        HandOver handOver = placement.handOver(shard);
        if (handOver != null) {
            placement.forget(handOver);
            plan.endHandOver(handOver);
        } else if (owner != null) {
            placement.take(shard);
        }
        placement.give(shard, heir);
        plan.decide(Kind.ADOPTED, placement.index().shard(shard), owner, placement.name(heir));
    }

    /** Tells the members whose reports leave no question open that they may go on. The others are to ask again. */
    void confirm() {
        plan.lookAgainAt(snapshot.rebuildEndsMillis());
        ShardSet.Builder[] grants = grants();
        for (int m = 0; m < grants.length; m++) {
            Member member = placement.roster().live().get(m);
            boolean clear = isClear(m);
            long confirmedAt = clear ? snapshot.rebuildEpoch() : 0;
            Grant grant = new Grant(grants[m].build(), false, confirmedAt);
            boolean waits = !clear && member.pending() && grant.shards().hasNoShards();
            if (!waits && placement.isChanged(m)
                    || confirmedAt != member.grant().confirmedAt()) {
                plan.put(member, grant);
            }
        }
    }

    private ShardSet.Builder[] grants() {
        ShardSet.Builder[] grants =
                new ShardSet.Builder[placement.roster().live().size()];
        for (int m = 0; m < grants.length; m++) {
            Set<String> topics = new LinkedHashSet<>(snapshot.settings().topics());
            topics.addAll(placement.roster().live().get(m).topics());
            grants[m] = new ShardSet.Builder().topics(topics);
        }
        for (int s = 0; s < placement.index().size(); s++) {
            if (placement.holder(s) != NOBODY) {
                var shard = placement.index().shard(s);
                grants[placement.holder(s)].add(shard.topic(), shard.number());
            }
        }
        return grants;
    }

    /** Whether each shard that it claims is its own, or certainly somebody else's. */
    private boolean isClear(int member) {
        if (!claims.isHeard(member)) {
            return false;
        }
        for (int shard : placement.reported(member)) {
            int owner = placement.owner(shard);
            if (owner != member && (owner == NOBODY || !hasProved(owner, shard))) {
                return false;
            }
        }
        return true;
    }

    /** A first report may be a delayed copy, older than the loss. One that was written after an answer is not. */
    private boolean hasProved(int owner, int shard) {
        return claims.has(shard, owner) && isSecondReport(owner);
    }

    /** From now on the ordinary rules hold. What members were told before counts for nothing in a hand-over. */
    void end() {
        plan.endRebuild();
        for (int shard = 0; shard < placement.index().size(); shard++) {
            HandOver handOver = placement.handOver(shard);
            if (handOver != null) {
                HandOver anew = new HandOver(
                        handOver.shard(), handOver.holder(), handOver.next(), HandOver.NEW_EPOCH, snapshot.nowMillis());
                placement.restart(shard, anew);
                plan.goOn(anew);
            }
        }
    }
}
