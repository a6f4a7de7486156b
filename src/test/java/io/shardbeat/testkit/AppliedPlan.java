package io.shardbeat.testkit;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.HandOver;
import io.shardbeat.group.Member;
import io.shardbeat.group.Plan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a group looks like once a plan is in force: the store's commit as a function, without its checks. */
public final class AppliedPlan {
    private AppliedPlan() {}

    /** The group after the plan, at a new epoch; time and leases stand still. */
    public static GroupSnapshot to(GroupSnapshot before, Plan plan, long newEpoch) {
        long epoch = plan.changesNothing() ? before.epoch() : newEpoch;
        return new GroupSnapshot(
                before.id(),
                before.settings(),
                before.policy(),
                epoch,
                before.nowMillis(),
                before.expiryHeldUntilMillis(),
                before.formingSinceMillis(),
                members(before, plan),
                handOvers(before, plan, epoch),
                fences(before, plan),
                plan.watchAfter(before),
                before.shards());
    }

    private static List<Member> members(GroupSnapshot before, Plan plan) {
        Map<MemberId, Member> members = new TreeMap<>();
        before.members().forEach(member -> members.put(member.id(), member));
        plan.expired().forEach(members::remove);
        plan.grants()
                .forEach((id, grant) -> members.computeIfPresent(
                        id, (same, member) -> new Member(id, grant, false, member.lease(), member.intervalMillis())));
        return List.copyOf(members.values());
    }

    private static List<HandOver> handOvers(GroupSnapshot before, Plan plan, long epoch) {
        Map<ShardId, HandOver> handOvers = new TreeMap<>();
        before.handOvers().forEach(handOver -> handOvers.put(handOver.shard(), handOver));
        plan.endedHandOvers().forEach(handOvers::remove);
        plan.handOvers().forEach(handOver -> handOvers.put(handOver.shard(), handOver.committedAt(epoch)));
        return new ArrayList<>(handOvers.values());
    }

    private static Map<ShardId, Long> fences(GroupSnapshot before, Plan plan) {
        Map<ShardId, Long> fences = new HashMap<>(before.fences());
        plan.endedFences().forEach(fences::remove);
        fences.putAll(plan.fences());
        return fences;
    }
}
