package io.shardbeat.group;

import static io.shardbeat.assignment.AssignmentProblem.NOBODY;

/**
 * The last step of a pass: every shard one step nearer to its target. A shard goes to another member only when nobody
 * says that it holds it: whoever reports a shard that is free is treated as its holder, until it lets go.
 */
final class Moves {
    private final Placement placement;
    private final Claims claims;
    private final PlanBuilder plan;
    private final InFlight inFlight;

    Moves(GroupSnapshot snapshot, Placement placement, Claims claims, PlanBuilder plan) {
        this.placement = placement;
        this.claims = claims;
        this.plan = plan;
        this.inFlight = new InFlight(snapshot, placement, plan);
    }

    void move(int shard, int target) {
        HandOver handOver = placement.handOver(shard);
        if (handOver != null) {
            boolean awaited = placement.isReleased(shard) && target != NOBODY && isAwaited(shard, target);
            if (!awaited) {
                inFlight.move(shard, target, handOver);
            }
        } else if (placement.holder(shard) != NOBODY) {
            if (placement.holder(shard) != target) {
                plan.beginHandOver(placement, shard, target);
            }
        } else if (target != NOBODY && !plan.isFenced(placement.index().shard(shard))) {
            if (!isAwaited(shard, target)) {
                plan.grant(placement, shard, target);
            }
        }
    }

    /** The hand-overs of shards that nobody is to have go on until their holders let go. */
    void awaitWithdrawn() {
        placement.withdrawn().forEach(inFlight::goOnToNobody);
    }

    /** Whether the shard has to wait for a member that reports it; a hand-over from that member begins. */
    private boolean isAwaited(int shard, int target) {
        int claimant = claims.otherThan(target, shard);
        if (claimant == NOBODY) {
            return false;
        }
        plan.await(placement, shard, claimant, target);
        return true;
    }
}
