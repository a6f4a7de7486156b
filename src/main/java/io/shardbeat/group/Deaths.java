package io.shardbeat.group;

import io.shardbeat.assignment.MemberId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The beginning of a plan that is too big for one commit: some of the members whose lease is gone leave, and their shards
 * are free, or rest. Nothing else changes, so what is left is planned for the group without them.
 */
final class Deaths {
    private final Roster roster;
    private final PlanBuilder plan;
    private final Map<MemberId, List<HandOver>> handOvers;

    private Deaths(GroupSnapshot snapshot, Roster roster) {
        this.roster = roster;
        this.plan = new PlanBuilder(snapshot);
        this.handOvers = snapshot.handOvers().stream().collect(Collectors.groupingBy(HandOver::holder));
        plan.note(roster);
    }

    /**
     * A plan that is part of more.
     *
     * @param writes about how much it may write; at least one member leaves
     */
    static Plan of(GroupSnapshot snapshot, Roster roster, int writes) {
        return new Deaths(snapshot, roster).plan(writes);
    }

    private Plan plan(int writes) {
        int left = roster.expired().size();
        for (Member member : roster.expired()) {
            if (plan.writes() >= writes) {
                break;
            }
            expire(member);
            left--;
        }
        plan.leaveDead(left);
        return plan.build();
    }

    private void expire(Member member) {
        plan.expire(member);
        member.grant().shards().shards().forEach(shard -> plan.free(shard, member));
        for (HandOver handOver : handOvers.getOrDefault(member.id(), List.of())) {
            plan.endHandOver(handOver);
            plan.free(handOver.shard(), member);
            plan.goOnResting(handOver);
        }
    }
}
