package io.shardbeat.group.plan;

import io.shardbeat.assignment.ShardId;
import io.shardbeat.group.GroupPolicy;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.HandOver;
import io.shardbeat.group.Lease;
import io.shardbeat.group.Member;
import io.shardbeat.group.shard.Cause;
import io.shardbeat.group.shard.ShardState;
import io.shardbeat.group.shard.ShardState.Held;
import io.shardbeat.group.shard.ShardState.Owned;
import io.shardbeat.group.shard.ShardState.Released;
import io.shardbeat.group.shard.ShardState.Resting;
import io.shardbeat.group.wish.Departure;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The first step of a pass: members whose lease is gone leave, and those that are to be removed. Their shards are free, or
 * rest, since who had them may work on them still.
 */
final class Expiry {
    private final GroupSnapshot group;
    private final LiveMembers liveMembers;
    private final PlanBuilder plan;
    private final HolderDeaths toll;
    /** What this step made rest, until when. */
    private final Map<ShardId, Instant> resting = new HashMap<>();

    Expiry(GroupSnapshot group, LiveMembers liveMembers, PlanBuilder plan) {
        this.group = group;
        this.liveMembers = liveMembers;
        this.plan = plan;
        this.toll = new HolderDeaths(group, liveMembers);
    }

    /**
     * The beginning of a plan that is too big for one commit: some of the dead leave, and nothing else changes, so what is
     * left is planned for the group without them.
     *
     * @param writes about how much it may write; at least one member leaves
     */
    static Plan some(GroupSnapshot group, LiveMembers liveMembers, int writes) {
        PlanBuilder plan = new PlanBuilder(group);
        plan.note(liveMembers);
        new Expiry(group, liveMembers, plan).expireSome(writes);
        return plan.build();
    }

    private void expireSome(int writes) {
        Map<?, List<HandOver>> handOvers = group.handOvers().stream().collect(Collectors.groupingBy(HandOver::holder));
        int left = liveMembers.deaths();
        int written = 0;
        for (Member member : liveMembers.expired()) {
            if (written >= writes) {
                break;
            }
            int restingBefore = resting.size();
            List<HandOver> own = handOvers.getOrDefault(member.id(), List.of());
            expire(member);
            own.forEach(this::free);
            written += Plan.WRITES_PER_DEATH + resting.size() - restingBefore + own.size();
            left -= liveMembers.departure(member.id()) == null ? 1 : 0;
        }
        plan.leaveDead(left);
        plan.remember(toll.after());
    }

    /**
     * Everybody whose lease is gone leaves.
     *
     * @param handOvers those under way; of them, those whose holder is no more are over
     */
    void expireAll(Collection<HandOver> handOvers) {
        if (liveMembers.isHeldBack()) {
            plan.lookAgainAt(group.excusedUntil());
        }
        liveMembers.expired().forEach(this::expire);
        for (HandOver handOver : handOvers) {
            if (!liveMembers.isLive(handOver.holder())) {
                free(handOver);
            }
        }
        plan.remember(toll.after());
    }

    private void expire(Member dead) {
        plan.remove(dead.id(), cause(dead));
        Held held = new Held(dead.id());
        dead.grant().shards().shards().forEach(shard -> free(shard, held, dead));
    }

    private Cause cause(@Nullable Member dead) {
        Departure departure = dead == null ? null : liveMembers.departure(dead.id());
        if (departure == null) {
            return Cause.EXPIRED;
        }
        return departure.kind() == Departure.Kind.LEFT ? Cause.LEFT : Cause.EVICTED;
    }

    private void free(HandOver handOver) {
        free(handOver.shard(), ShardState.of(handOver), liveMembers.expired(handOver.holder()));
    }

    /** @param dead {@code null} when the holder was gone before */
    private void free(ShardId shard, Owned was, @Nullable Member dead) {
        GroupPolicy policy = group.policy();
        Cause cause = cause(dead);
        Instant parked = dead == null || cause != Cause.EXPIRED ? null : toll.holderDied(shard);
        Instant until = later(later(restsUntil(dead), parked), resting.get(shard));
        if (was instanceof Released released) {
            until = later(until, policy.restEnds(released.handOver()));
        }
        ShardState after = was.expire(until, group.now());
        if (after instanceof Resting) {
            resting.put(shard, until);
        }
        plan.change(shard, was, after, parked != null ? Cause.PARKED : cause);
    }

    /** One that is removed may work on until its lease would have ended, and fences itself as if it had. */
    private Instant restsUntil(@Nullable Member dead) {
        Instant now = group.now();
        GroupPolicy policy = group.policy();
        Departure departure = dead == null ? null : liveMembers.departure(dead.id());
        if (departure != null && !departure.fenced()) {
            return now;
        }
        Duration margin = policy.fenceMargin().of(dead, policy.sessionTimeout());
        Lease lease = dead == null ? null : dead.lease();
        if (departure == null || lease == null) {
            return now.plus(margin);
        }
        Instant ends = lease.ends() == null ? now.plus(policy.sessionTimeout()) : lease.ends();
        return later(now, ends).plus(margin);
    }

    private static Instant later(Instant one, @Nullable Instant other) {
        return other != null && other.isAfter(one) ? other : one;
    }
}
