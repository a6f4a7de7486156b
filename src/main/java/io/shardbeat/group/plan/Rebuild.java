package io.shardbeat.group.plan;

import static io.shardbeat.assignment.AssignmentProblem.NOBODY;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.group.Grant;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.Lease;
import io.shardbeat.group.Member;
import io.shardbeat.group.shard.Cause;
import io.shardbeat.group.shard.Decision.Kind;
import io.shardbeat.group.shard.ShardState.Free;
import io.shardbeat.group.shard.ShardState.HandingOver;
import io.shardbeat.group.shard.ShardState.Held;
import io.shardbeat.group.shard.ShardState.InFlight;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a pass does after the store lost writes. Stored ownership is a hypothesis then, and the reports since are the
 * evidence. Until everybody alive must have reported nothing is granted and nothing is taken away: shards go to members
 * that claim them, and answers only confirm what their report lists. After that what is free is free again.
 */
final class Rebuild {
    private final GroupSnapshot group;
    private final Ownership ownership;
    private final PlanBuilder plan;
    private final ReportedOwners reported;

    Rebuild(GroupSnapshot group, Ownership ownership, PlanBuilder plan) {
        this.group = group;
        this.ownership = ownership;
        this.plan = plan;
        this.reported = new ReportedOwners(ownership, group.rebuildEpoch());
    }

    /**
     * Shards that nobody has who could have reported them go to the one who did. Not before they have rested: who had them
     * last may work on them still, and a report may be a delayed copy of what was so before.
     */
    void adopt() {
        for (int shard = 0; shard < ownership.index().size(); shard++) {
            int owner = ownership.owner(shard);
            if (owner != NOBODY && (!isHeard(owner) || reported.has(shard, owner))) {
                continue;
            }
            int heir = group.isRebuilding() ? reported.only(shard) : reported.any(shard);
            if (heir != NOBODY && !plan.isFenced(ownership.shard(shard))) {
                adopt(shard, heir);
            }
        }
    }

    /** A first report may be a delayed copy from before the loss: what it does not list is not given up yet. */
    private boolean isHeard(int owner) {
        return reported.isHeard(owner) && (!group.isRebuilding() || isSecondReport(owner));
    }

    private boolean isSecondReport(int member) {
        Lease lease = ownership.liveMembers().live().get(member).lease();
        return lease != null && lease.previousEpoch() >= group.rebuildEpoch();
    }

    private void adopt(int shard, int heir) {
        MemberId name = ownership.memberId(heir);
        ShardId id = ownership.shard(shard);
        InFlight inFlight = ownership.inFlight(shard);
        int holder = ownership.holder(shard);
        if (inFlight != null) {
            plan.change(id, inFlight, inFlight.adoptedBy(name), Cause.ADOPTED);
        } else if (holder != NOBODY) {
            Held held = new Held(ownership.memberId(holder));
            plan.change(id, held, held.adoptedBy(name), Cause.ADOPTED);
        } else {
            plan.change(id, Free.FREE, Free.FREE.adoptedBy(name), Cause.ADOPTED);
        }
        ownership.give(shard, heir);
    }

    /** Tells the members whose reports leave no question open that they may go on. The others are to ask again. */
    void confirm() {
        plan.lookAgainAt(group.rebuildEnds());
        ShardSet.Builder[] grants = grants();
        for (int m = 0; m < grants.length; m++) {
            Member member = ownership.liveMembers().live().get(m);
            boolean clear = isClear(m);
            long confirmedAt = clear ? group.rebuildEpoch() : 0;
            Grant grant = new Grant(grants[m].build(), false, confirmedAt);
            boolean waits = !clear && member.pending() && grant.shards().hasNoShards();
            if (!waits && ownership.isChanged(m)
                    || confirmedAt != member.grant().confirmedAt()) {
                plan.put(member, grant);
            }
        }
    }

    private ShardSet.Builder[] grants() {
        ShardSet.Builder[] grants =
                new ShardSet.Builder[ownership.liveMembers().live().size()];
        for (int m = 0; m < grants.length; m++) {
            Set<String> topics = new LinkedHashSet<>(group.settings().topics());
            topics.addAll(ownership.liveMembers().live().get(m).topics());
            grants[m] = new ShardSet.Builder().topics(topics);
        }
        for (int s = 0; s < ownership.index().size(); s++) {
            if (ownership.holder(s) != NOBODY) {
                var shard = ownership.shard(s);
                grants[ownership.holder(s)].add(shard.topic(), shard.number());
            }
        }
        return grants;
    }

    /** Whether each shard that it reports is its own, or certainly somebody else's. */
    private boolean isClear(int member) {
        if (!reported.isHeard(member)) {
            return false;
        }
        for (int shard : ownership.reported(member)) {
            int owner = ownership.owner(shard);
            if (owner != member && (owner == NOBODY || !hasProved(owner, shard))) {
                return false;
            }
        }
        return true;
    }

    /** A first report may be a delayed copy, older than the loss. One that was written after an answer is not. */
    private boolean hasProved(int owner, int shard) {
        return reported.has(shard, owner) && isSecondReport(owner);
    }

    /** From now on the ordinary rules hold. What members were told before counts for nothing in a hand-over. */
    void end() {
        plan.change(Kind.REBUILT, Cause.REBUILT);
        for (int shard = 0; shard < ownership.index().size(); shard++) {
            InFlight inFlight = ownership.inFlight(shard);
            if (inFlight != null) {
                HandingOver anew = inFlight.begunAnew(group.now());
                plan.change(ownership.shard(shard), inFlight, anew, Cause.REBUILT);
                ownership.take(shard, anew);
            }
        }
    }
}
