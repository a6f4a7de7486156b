package io.shardbeat.group.plan;

import static io.shardbeat.assignment.AssignmentProblem.NOBODY;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.HandOverLimit;
import io.shardbeat.group.Member;
import io.shardbeat.group.shard.Cause;
import io.shardbeat.group.shard.ShardState.Free;
import io.shardbeat.group.shard.ShardState.HandingOver;
import io.shardbeat.group.shard.ShardState.Held;
import io.shardbeat.group.shard.ShardState.InFlight;
import io.shardbeat.group.shard.ShardState.Released;
import io.shardbeat.group.shard.ShardState.Waiting;
import java.time.Instant;

/**
 * The last step of a pass: every shard one step nearer to its target. A shard goes to another member only when nobody
 * says that it holds it: whoever reports a shard that is free is treated as its holder, until it lets go. Grants are
 * written after it, so ownership has to know whose each shard is from now on; what is on its way only the plan has to.
 */
final class Moves {
    private final GroupSnapshot group;
    private final Ownership ownership;
    private final ReportedOwners reported;
    private final Target target;
    private final PlanBuilder plan;
    private final HandOverLimit limit;
    private final Instant now;

    Moves(GroupSnapshot group, Ownership ownership, ReportedOwners reported, Target target, PlanBuilder plan) {
        this.group = group;
        this.ownership = ownership;
        this.reported = reported;
        this.target = target;
        this.plan = plan;
        this.limit = group.policy().safeguards().handOver();
        this.now = group.now();
    }

    void move() {
        for (int shard = 0; shard < target.shards(); shard++) {
            InFlight inFlight = ownership.inFlight(shard);
            if (inFlight != null) {
                move(shard, target.of(shard), inFlight);
            } else if (ownership.holder(shard) != target.of(shard)) {
                move(shard, target.of(shard));
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

    private void move(int shard, int to) {
        ShardId id = ownership.shard(shard);
        int holder = ownership.holder(shard);
        if (holder != NOBODY) {
            Held held = new Held(ownership.memberId(holder));
            HandingOver begun = held.handOver(id, ownership.name(to), now);
            plan.change(id, held, begun, target.why(shard, holder));
            ownership.take(shard, begun);
        } else if (!plan.isFenced(id)) {
            int claimant = reported.otherThan(to, shard);
            if (claimant == NOBODY) {
                plan.change(id, Free.FREE, Free.FREE.grantTo(ownership.memberId(to)), Cause.FREE);
                ownership.give(shard, to);
            } else {
                MemberId reporter = ownership.memberId(claimant);
                HandingOver awaited = Free.FREE.awaitFrom(id, reporter, ownership.name(to), now);
                plan.change(id, Free.FREE, awaited, Cause.REPORTED);
            }
        }
    }

    private void move(int shard, int to, InFlight inFlight) {
        boolean back = to != NOBODY && to == ownership.liveMembers().indexOf(inFlight.holder());
        if (inFlight instanceof Released released) {
            if (ownership.isReleased(shard)) {
                end(shard, to, released);
            } else if (back) {
                give(shard, to, released, released.cancel(), Cause.CANCELLED);
            } else {
                redirect(to, released);
            }
        } else if (inFlight instanceof HandingOver handingOver) {
            if (back) {
                give(shard, to, handingOver, handingOver.cancel(), Cause.CANCELLED);
            } else if (limit.forced() && to != NOBODY && isOverdue(handingOver)) {
                give(shard, to, handingOver, handingOver.force(ownership.memberId(to)), Cause.FORCED);
            } else {
                wait(to, handingOver);
            }
        }
    }

    /** The holder let go, and the margin is over. */
    private void end(int shard, int to, Released released) {
        if (to == NOBODY) {
            plan.change(ownership.shard(shard), released, released.free(), Cause.RELEASED);
            return;
        }
        int claimant = reported.otherThan(to, shard);
        if (claimant == NOBODY) {
            give(shard, to, released, released.handTo(ownership.memberId(to)), Cause.RELEASED);
        } else {
            HandingOver awaited = released.awaitFrom(ownership.memberId(claimant), ownership.name(to), now);
            plan.change(ownership.shard(shard), released, awaited, Cause.REPORTED);
        }
    }

    private void give(int shard, int to, InFlight before, Held after, Cause cause) {
        plan.change(ownership.shard(shard), before, after, cause);
        ownership.give(shard, to);
    }

    private void wait(int to, Waiting waiting) {
        InFlight redirected = redirect(to, waiting);
        if (!redirected.handOver().stuck() && isOverdue(redirected)) {
            plan.change(redirected.handOver().shard(), redirected, ((Waiting) redirected).stuck(), Cause.OVERDUE);
        }
    }

    private InFlight redirect(int to, InFlight before) {
        if (to == ownership.liveMembers().indexOf(before.next())) {
            return before;
        }
        InFlight after = before.redirect(ownership.name(to));
        return plan.changed(before.handOver().shard(), before, after, Cause.REDIRECTED);
    }

    private boolean isOverdue(InFlight inFlight) {
        Member holder = ownership.liveMembers().live(inFlight.holder());
        Instant end = limit.end(inFlight.handOver(), holder, group.policy().sessionTimeout());
        return !now.isBefore(end);
    }
}
