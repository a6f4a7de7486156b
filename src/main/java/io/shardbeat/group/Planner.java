package io.shardbeat.group;

import io.shardbeat.assignment.AssignmentProblem;
import io.shardbeat.assignment.Assignor;

/**
 * Turns what is into what should change: expire, release, look at the catalog, compute the target, move. A pure
 * function of the snapshot, so that any node may plan at any time and a decision can be replayed.
 */
public final class Planner {
    /** Bounds how long one commit keeps the store busy; ten thousand joins are still a handful of passes. */
    private static final int MEMBERS = 2_000;

    private final Assignor assignor;
    private final int members;

    public Planner(Assignor assignor) {
        this(assignor, MEMBERS);
    }

    /** @param members how many a plan may give new grants: what is more is left to the next pass */
    public Planner(Assignor assignor, int members) {
        this.assignor = assignor;
        this.members = members;
    }

    /** What to do now; a plan that leaves something out is due at once. */
    public Plan plan(GroupSnapshot snapshot) {
        return PlanPart.of(snapshot, whole(snapshot), members);
    }

    private Plan whole(GroupSnapshot snapshot) {
        PlanBuilder plan = new PlanBuilder(snapshot);
        if (snapshot.rebuildEpoch() == 0 && isForming(snapshot)) {
            plan.lookAgainAt(snapshot.formingSinceMillis()
                    + snapshot.policy().initialDelay().toMillis());
            return plan.build();
        }
        Placement placement = new Placement(snapshot, plan);
        if (snapshot.rebuildEpoch() != 0) {
            Rebuild rebuild = new Rebuild(snapshot, placement, plan);
            rebuild.adopt();
            if (snapshot.isRebuilding()) {
                rebuild.confirm();
                return plan.build();
            }
            rebuild.end();
        }
        Claims claims = new Claims(placement, 0);
        int[] target = assignor.assign(problem(snapshot, placement, claims));
        Moves moves = new Moves(snapshot, placement, claims, plan);
        for (int shard = 0; shard < target.length; shard++) {
            moves.move(shard, target[shard]);
        }
        moves.awaitWithdrawn();
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

    private static AssignmentProblem problem(GroupSnapshot snapshot, Placement placement, Claims claims) {
        ShardIndex index = placement.index();
        return new AssignmentProblem(
                placement.roster().live().size(),
                index.topics().size(),
                index.topicOfEach(),
                placement.preferred(claims),
                placement.roster().subscriptions(index, snapshot.settings().topics()),
                null,
                null);
    }
}
