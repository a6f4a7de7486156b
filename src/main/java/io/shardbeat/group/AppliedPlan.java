package io.shardbeat.group;

import io.shardbeat.assignment.ShardId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a group looks like once a plan is in force: the store's commit as a function, without its checks. */
public final class AppliedPlan {
    private AppliedPlan() {}

    /** The group after the plan, at the epoch of its commit; time and leases stand still. */
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
                before.assignable(),
                plan.endsRebuild() ? 0 : before.rebuildEpoch(),
                before.createdMillis());
    }

    private static List<Member> members(GroupSnapshot before, Plan plan) {
        return before.members().stream()
                .filter(member -> !plan.expired().contains(member.id()))
                .map(member -> granted(member, plan.grants().get(member.id())))
                .toList();
    }

    private static Member granted(Member member, @Nullable Grant grant) {
        return grant == null ? member : member.granted(grant);
    }

    private static List<HandOver> handOvers(GroupSnapshot before, Plan plan, long epoch) {
        return plan.handOversAfter(before).stream()
                .map(handOver -> handOver.committedAt(epoch))
                .toList();
    }

    private static Map<ShardId, Long> fences(GroupSnapshot before, Plan plan) {
        Map<ShardId, Long> fences = new HashMap<>(before.fences());
        fences.keySet().removeAll(plan.endedFences());
        fences.putAll(plan.fences());
        return fences;
    }
}
