package io.shardbeat.group;

import static io.shardbeat.assignment.AssignmentProblem.NOBODY;

import io.shardbeat.assignment.AssignmentProblem;
import io.shardbeat.assignment.Assignor;

/**
 * Turns what is into what should change: expire, release, look at the catalog, compute the target, move. A pure
 * function of the snapshot, so that any node may plan at any time and a decision can be replayed.
 */
public final class Planner {
    private final Assignor assignor;

    public Planner(Assignor assignor) {
        this.assignor = assignor;
    }

    public Plan plan(GroupSnapshot snapshot) {
        PlanBuilder plan = new PlanBuilder(snapshot);
        if (isForming(snapshot)) {
            plan.lookAgainAt(snapshot.formingSinceMillis()
                    + snapshot.policy().initialDelay().toMillis());
            return plan.build();
        }
        Placement placement = new Placement(snapshot, plan);
        int[] target = assignor.assign(problem(snapshot, placement));
        InFlight inFlight = new InFlight(snapshot, placement, plan);
        for (int shard = 0; shard < target.length; shard++) {
            HandOver handOver = placement.handOver(shard);
            if (handOver == null) {
                move(placement, plan, shard, target[shard]);
            } else {
                inFlight.move(shard, target[shard], handOver);
            }
        }
        plan.rewriteGrants(placement);
        return plan.build();
    }

    /** A fleet that starts should be dealt its shards once, not once per member. */
    private static boolean isForming(GroupSnapshot snapshot) {
        return snapshot.isUnassigned()
                && snapshot.nowMillis()
                        < snapshot.formingSinceMillis()
                                + snapshot.policy().initialDelay().toMillis();
    }

    private static AssignmentProblem problem(GroupSnapshot snapshot, Placement placement) {
        ShardIndex index = placement.index();
        return new AssignmentProblem(
                placement.roster().live().size(),
                index.topics().size(),
                index.topicOfEach(),
                placement.preferred(),
                placement.roster().subscriptions(index, snapshot.settings().topics()),
                null,
                null);
    }

    private static void move(Placement placement, PlanBuilder plan, int shard, int target) {
        if (placement.holder(shard) != NOBODY) {
            if (placement.holder(shard) != target) {
                plan.beginHandOver(placement, shard, target);
            }
        } else if (target != NOBODY && !plan.isFenced(placement.index().shard(shard))) {
            plan.grant(placement, shard, target);
        }
    }
}
