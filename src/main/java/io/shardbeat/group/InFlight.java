package io.shardbeat.group;

import static io.shardbeat.assignment.AssignmentProblem.NOBODY;

import io.shardbeat.group.Decision.Kind;

/** What a pass does with a hand-over that was under way when the group was read. */
final class InFlight {
    private final GroupSnapshot snapshot;
    private final Placement placement;
    private final PlanBuilder plan;
    private final HandOverLimit limit;

    InFlight(GroupSnapshot snapshot, Placement placement, PlanBuilder plan) {
        this.snapshot = snapshot;
        this.placement = placement;
        this.plan = plan;
        this.limit = snapshot.policy().safeguards().handOver();
    }

    void move(int shard, int target, HandOver handOver) {
        if (placement.isReleased(shard)) {
            plan.endHandOver(handOver);
            if (target != NOBODY) {
                give(shard, target, handOver, Kind.HANDED_OVER);
            }
        } else if (target == placement.roster().indexOf(handOver.holder())) {
            plan.endHandOver(handOver);
            placement.give(shard, target);
            plan.decide(Kind.HAND_OVER_CANCELLED, handOver.shard(), handOver.holder(), handOver.next());
        } else if (limit.forced() && isOverdue(handOver) && target != NOBODY && !handOver.isReleased()) {
            plan.endHandOver(handOver);
            give(shard, target, handOver, Kind.HAND_OVER_FORCED);
        } else {
            goOn(target, handOver);
        }
    }

    /** The shard is not assignable: its holder is waited for, and nobody else is to have it. */
    void goOnToNobody(HandOver handOver) {
        goOn(NOBODY, handOver);
    }

    private void give(int shard, int target, HandOver handOver, Kind how) {
        placement.give(shard, target);
        plan.decide(how, handOver.shard(), handOver.holder(), placement.name(target));
    }

    private void goOn(int target, HandOver handOver) {
        HandOver now = handOver;
        if (target != placement.roster().indexOf(handOver.next())) {
            now = now.withNext(placement.name(target));
            plan.decide(Kind.HAND_OVER_REDIRECTED, now.shard(), now.holder(), now.next());
        }
        if (!now.stuck() && !now.isReleased() && isOverdue(now)) {
            now = now.asStuck();
            plan.decide(Kind.HAND_OVER_STUCK, now.shard(), now.holder(), now.next());
        }
        if (now != handOver) {
            plan.goOn(now);
        }
    }

    private boolean isOverdue(HandOver handOver) {
        Member holder = placement.roster().live(handOver.holder());
        return snapshot.nowMillis()
                >= limit.endMillis(handOver, holder, snapshot.policy().sessionTimeout());
    }
}
