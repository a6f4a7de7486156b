package io.shardbeat.group;

import io.shardbeat.assignment.ShardId;
import io.shardbeat.group.ShardState.Held;
import io.shardbeat.group.ShardState.Owned;
import io.shardbeat.group.ShardState.Released;
import io.shardbeat.group.ShardState.Resting;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The first step of a pass: members whose lease is gone leave, and their shards are free, or rest, since the dead may work
 * on them still.
 */
final class Expiry {
    private final GroupSnapshot group;
    private final LiveMembers liveMembers;
    private final PlanBuilder plan;
    private final HolderDeaths toll;
    /** What this step made rest, until when. */
    private final Map<ShardId, Long> resting = new HashMap<>();

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
        int left = liveMembers.expired().size();
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
            left--;
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
            plan.lookAgainAt(group.isRebuilding() ? group.rebuildEndsMillis() : group.expiryHeldUntilMillis());
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
        plan.expire(dead.id());
        Held held = new Held(dead.id());
        dead.grant().shards().shards().forEach(shard -> free(shard, held, dead));
    }

    private void free(HandOver handOver) {
        free(handOver.shard(), ShardState.of(handOver), liveMembers.expired(handOver.holder()));
    }

    /** @param dead {@code null} when the holder was gone before */
    private void free(ShardId shard, Owned was, @Nullable Member dead) {
        GroupPolicy policy = group.policy();
        long parked = dead == null ? 0 : toll.holderDied(shard);
        long margin = policy.fenceMargin().of(dead, policy.sessionTimeout()).toMillis();
        long until = Math.max(group.nowMillis() + margin, parked);
        until = Math.max(until, resting.getOrDefault(shard, 0L));
        if (was instanceof Released released) {
            until = Math.max(until, policy.restEndsMillis(released.handOver()));
        }
        ShardState after = was.expire(until, group.nowMillis());
        if (after instanceof Resting) {
            resting.put(shard, until);
        }
        plan.change(shard, was, after, parked > 0 ? Cause.PARKED : Cause.EXPIRED);
    }
}
