package io.shardbeat.group;

import static io.shardbeat.assignment.AssignmentProblem.NOBODY;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.group.ShardState.Free;
import io.shardbeat.group.ShardState.HandingOver;
import io.shardbeat.group.ShardState.Held;
import io.shardbeat.group.ShardState.InFlight;
import io.shardbeat.group.ShardState.Released;
import io.shardbeat.group.ShardState.Waiting;

/**
 * The last step of a pass: every shard one step nearer to its target. A shard goes to another member only when nobody
 * says that it holds it: whoever reports a shard that is free is treated as its holder, until it lets go.
 */
final class Moves {
    private final GroupSnapshot group;
    private final Ownership ownership;
    private final Claims claims;
    private final PlanBuilder plan;
    private final HandOverLimit limit;
    private final long now;

    Moves(GroupSnapshot group, Ownership ownership, Claims claims, PlanBuilder plan) {
        this.group = group;
        this.ownership = ownership;
        this.claims = claims;
        this.plan = plan;
        this.limit = group.policy().safeguards().handOver();
        this.now = group.nowMillis();
    }

    /** @param target per shard, the member that should have it, or {@code NOBODY} */
    void move(int[] target) {
        for (int shard = 0; shard < target.length; shard++) {
            InFlight inFlight = ownership.inFlight(shard);
            if (inFlight != null) {
                move(shard, target[shard], inFlight);
            } else if (ownership.holder(shard) != target[shard]) {
                move(shard, target[shard]);
            }
        }
        ownership.withdrawn().forEach(waiting -> {
            if (!waiting.handOver().isReleased()) {
                wait(NOBODY, waiting);
            } else {
                redirect(NOBODY, waiting);
            }
        });
    }

    private void move(int shard, int target) {
        ShardId id = ownership.shard(shard);
        int holder = ownership.holder(shard);
        if (holder != NOBODY) {
            Held held = new Held(ownership.memberId(holder));
            HandingOver begun = held.handOver(id, ownership.name(target), now);
            plan.change(id, held, begun, whyTo(target));
            ownership.take(shard, begun);
        } else if (!plan.isFenced(id)) {
            int claimant = claims.otherThan(target, shard);
            if (claimant == NOBODY) {
                plan.change(id, Free.FREE, Free.FREE.grantTo(ownership.memberId(target)), Cause.FREE);
                ownership.give(shard, target);
            } else {
                MemberId reporter = ownership.memberId(claimant);
                HandingOver awaited = Free.FREE.awaitFrom(id, reporter, ownership.name(target), now);
                plan.change(id, Free.FREE, awaited, Cause.REPORTED);
                ownership.take(shard, awaited);
            }
        }
    }

    private Cause whyTo(int target) {
        boolean joined = target != NOBODY && ownership.roster().live().get(target).pending();
        return joined ? Cause.JOINED : Cause.BALANCED;
    }

    private void move(int shard, int target, InFlight inFlight) {
        boolean back = target != NOBODY && target == ownership.roster().indexOf(inFlight.holder());
        if (inFlight instanceof Released released) {
            if (ownership.isReleased(shard)) {
                end(shard, target, released);
            } else if (back) {
                give(shard, target, released, released.cancel(), Cause.CANCELLED);
            } else {
                ownership.take(shard, redirect(target, released));
            }
        } else if (inFlight instanceof HandingOver handingOver) {
            if (back) {
                give(shard, target, handingOver, handingOver.cancel(), Cause.CANCELLED);
            } else if (limit.forced() && target != NOBODY && isOverdue(handingOver)) {
                give(shard, target, handingOver, handingOver.force(ownership.memberId(target)), Cause.FORCED);
            } else {
                ownership.take(shard, wait(target, handingOver));
            }
        }
    }

    /** The holder let go, and the margin is over. */
    private void end(int shard, int target, Released released) {
        if (target == NOBODY) {
            plan.change(ownership.shard(shard), released, released.free(), Cause.RELEASED);
            ownership.take(shard, null);
            return;
        }
        int claimant = claims.otherThan(target, shard);
        if (claimant == NOBODY) {
            give(shard, target, released, released.handTo(ownership.memberId(target)), Cause.RELEASED);
        } else {
            HandingOver awaited =
                    released.awaitFrom(ownership.memberId(claimant), ownership.name(target), now);
            plan.change(ownership.shard(shard), released, awaited, Cause.REPORTED);
            ownership.take(shard, awaited);
        }
    }

    private void give(int shard, int target, InFlight before, Held after, Cause cause) {
        plan.change(ownership.shard(shard), before, after, cause);
        ownership.give(shard, target);
    }

    private InFlight wait(int target, Waiting waiting) {
        InFlight redirected = redirect(target, waiting);
        if (redirected.handOver().stuck() || !isOverdue(redirected)) {
            return redirected;
        }
        return plan.changed(redirected.handOver().shard(), redirected, ((Waiting) redirected).stuck(), Cause.OVERDUE);
    }

    private InFlight redirect(int target, InFlight before) {
        if (target == ownership.roster().indexOf(before.next())) {
            return before;
        }
        InFlight after = before.redirect(ownership.name(target));
        return plan.changed(before.handOver().shard(), before, after, Cause.REDIRECTED);
    }

    private boolean isOverdue(InFlight inFlight) {
        Member holder = ownership.roster().live(inFlight.holder());
        return now
                >= limit.endMillis(inFlight.handOver(), holder, group.policy().sessionTimeout());
    }
}
