package io.shardbeat.group;

import io.shardbeat.assignment.AssignmentProblem;
import io.shardbeat.assignment.Assignor;

/**
 * Turns what is into what should change: expire, release, look at the catalog, compute the target, move. A pure
 * function of the snapshot, so that any node may plan at any time and a decision can be replayed.
 */
public final class Planner {
    /** Bounds how long one commit keeps the store busy: about two milliseconds. */
    private static final int WRITES = 1_000;

    private final Assignor assignor;
    private final int writes;

    public Planner(Assignor assignor) {
        this(assignor, WRITES);
    }

    /** @param writes how much one commit may about write, in fields: what is more is left to the next one */
    public Planner(Assignor assignor, int writes) {
        this.assignor = assignor;
        this.writes = writes;
    }

    /** What to do now, all at once. */
    public Plan plan(GroupSnapshot snapshot) {
        return plan(snapshot, new Roster(snapshot), false);
    }

    /**
     * What to commit now. Of more than one commit may write, deaths come first: the rest is planned without the dead, and
     * goes on from what the store has then. The end of a rebuild comes before the moves that it makes possible.
     */
    public Step step(GroupSnapshot snapshot) {
        Roster roster = new Roster(snapshot);
        if (roster.expired().size() > writes) {
            return Step.whole(Deaths.of(snapshot, roster, writes));
        }
        Plan plan = plan(snapshot, roster, false);
        if (plan.writes() <= writes) {
            return Step.whole(plan);
        }
        if (!plan.expired().isEmpty()) {
            return Step.whole(Deaths.of(snapshot, roster, writes));
        }
        return step(snapshot, plan.endsRebuild() ? plan(snapshot, roster, true) : plan);
    }

    /** What to commit now of a plan for the group as it is. */
    public Step step(GroupSnapshot snapshot, Plan plan) {
        return plan.writes() <= writes ? Step.whole(plan) : new PlanPart(snapshot, plan, writes).step();
    }

    /** @param onlyEnd whether the plan that ends a rebuild does nothing else */
    private Plan plan(GroupSnapshot snapshot, Roster roster, boolean onlyEnd) {
        PlanBuilder plan = new PlanBuilder(snapshot);
        if (snapshot.rebuildEpoch() == 0 && isForming(snapshot)) {
            plan.lookAgainAt(snapshot.formingSinceMillis()
                    + snapshot.policy().initialDelay().toMillis());
            return plan.build();
        }
        plan.note(roster);
        Placement placement = new Placement(snapshot, roster, plan);
        if (snapshot.rebuildEpoch() != 0) {
            Rebuild rebuild = new Rebuild(snapshot, placement, plan);
            rebuild.adopt();
            if (snapshot.isRebuilding()) {
                rebuild.confirm();
                return plan.build();
            }
            rebuild.end();
            if (onlyEnd) {
                plan.rewriteOwnership(placement);
                return plan.build();
            }
        }
        move(snapshot, placement, plan);
        return plan.build();
    }

    private void move(GroupSnapshot snapshot, Placement placement, PlanBuilder plan) {
        Claims claims = new Claims(placement, 0);
        int[] target = assignor.assign(problem(snapshot, placement, claims));
        Moves moves = new Moves(snapshot, placement, claims, plan);
        for (int shard = 0; shard < target.length; shard++) {
            moves.move(shard, target[shard]);
        }
        moves.awaitWithdrawn();
        plan.rewriteGrants(placement);
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
                null,
                index.marks(snapshot.assignable().readOnly()));
    }
}
