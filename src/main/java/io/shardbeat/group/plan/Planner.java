package io.shardbeat.group.plan;

import io.shardbeat.assignment.Assignor;
import io.shardbeat.group.GroupSnapshot;
import java.time.Instant;
import java.util.List;

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
    public Plan plan(GroupSnapshot group) {
        return plan(group, new LiveMembers(group), false);
    }

    /**
     * What to commit now, one on top of the other. Of more than one commit may write, deaths come first: the rest is
     * planned without the dead, and goes on from what the store has then. The end of a rebuild comes before the moves that
     * it makes possible.
     *
     * @return one at least; where the last one says that there is {@linkplain Plan#more more}, it has to be planned anew
     */
    public List<Plan> parts(GroupSnapshot group) {
        LiveMembers liveMembers = new LiveMembers(group);
        if (liveMembers.expired().size() > writes) {
            return List.of(Expiry.some(group, liveMembers, writes));
        }
        Plan plan = plan(group, liveMembers, false);
        if (plan.writes() <= writes) {
            return List.of(plan);
        }
        if (!plan.expired().isEmpty()) {
            return List.of(Expiry.some(group, liveMembers, writes));
        }
        Plan first = plan.endsRebuild() ? plan(group, liveMembers, true) : plan;
        return first.writes() <= writes ? List.of(first) : PlanSplitter.parts(group, first, writes);
    }

    /**
     * Expire, release, look at the catalog, compute the target, move: one step each, in that order.
     *
     * @param onlyEnd whether the plan that ends a rebuild does nothing else
     */
    private Plan plan(GroupSnapshot group, LiveMembers liveMembers, boolean onlyEnd) {
        PlanBuilder plan = new PlanBuilder(group);
        if (group.rebuildEpoch() == 0 && isForming(group)) {
            plan.lookAgainAt(formed(group));
            return plan.build();
        }
        plan.note(liveMembers);
        Ownership ownership = new Ownership(group, liveMembers, plan);
        new Expiry(group, liveMembers, plan).expireAll(ownership.underWay());
        ownership.release();
        ownership.withdraw();
        if (group.rebuildEpoch() != 0) {
            Rebuild rebuild = new Rebuild(group, ownership, plan);
            rebuild.adopt();
            if (group.isRebuilding()) {
                rebuild.confirm();
                return plan.build();
            }
            rebuild.end();
            if (onlyEnd) {
                plan.leaveMoves();
                new GrantRewrite(ownership, plan).withoutConfirmed().rewrite(group);
                return plan.build();
            }
        }
        ReportedOwners reported = new ReportedOwners(ownership, 0);
        Target target = new Target(assignor, group, ownership, reported);
        new Moves(group, ownership, reported, target, plan).move();
        new GrantRewrite(ownership, plan).rewrite(group);
        return plan.build();
    }

    /** A fleet that starts should be dealt its shards once, not once per member. */
    private static boolean isForming(GroupSnapshot group) {
        return group.isUnassigned() && group.now().isBefore(formed(group));
    }

    private static Instant formed(GroupSnapshot group) {
        Instant since = group.formingSince();
        return since == null ? Instant.EPOCH : since.plus(group.policy().initialDelay());
    }
}
