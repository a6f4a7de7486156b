package io.shardbeat.group.plan;

import static io.shardbeat.assignment.AssignmentProblem.NOBODY;

import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.group.Grant;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.HandOver;
import io.shardbeat.group.Member;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns ownership back into grants, for the members whose grant is no longer as it is stored. */
final class GrantRewrite {
    private final Ownership ownership;
    private final PlanBuilder plan;
    private final List<Member> live;
    private final boolean[] handing;
    private boolean confirmedToo = true;

    /** @param plan has every hand-over that will be under way once it is in force */
    GrantRewrite(Ownership ownership, PlanBuilder plan) {
        this.ownership = ownership;
        this.plan = plan;
        this.live = ownership.liveMembers().live();
        this.handing = new boolean[live.size()];
        for (HandOver handOver : plan.inFlight()) {
            int holder = ownership.liveMembers().indexOf(handOver.holder());
            if (holder != NOBODY) {
                handing[holder] = true;
            }
        }
    }

    /** Leaves out those that only no longer have to be confirmed. */
    GrantRewrite withoutConfirmed() {
        confirmedToo = false;
        return this;
    }

    /** Plans the whole new grant of every member whose shards, topics or hand-over state changed, in the members' order. */
    void rewrite(GroupSnapshot group) {
        ShardSet.@Nullable Builder[] builders = builders(group.settings().topics());
        for (int s = 0; s < ownership.index().size(); s++) {
            int holder = ownership.holder(s);
            ShardSet.Builder builder = holder == NOBODY ? null : builders[holder];
            if (builder != null) {
                ShardId shard = ownership.shard(s);
                builder.add(shard.topic(), shard.number());
            }
        }
        for (int m = 0; m < builders.length; m++) {
            ShardSet.Builder builder = builders[m];
            if (builder != null) {
                plan.put(live.get(m), new Grant(builder.build(), handing[m]));
            }
        }
    }

    private ShardSet.@Nullable Builder[] builders(List<String> groupTopics) {
        ShardSet.@Nullable Builder[] builders = new ShardSet.Builder[live.size()];
        for (int m = 0; m < builders.length; m++) {
            Grant stored = live.get(m).grant();
            Set<String> topics = topicsToName(groupTopics, live.get(m));
            if (ownership.isChanged(m)
                    || handing[m] != stored.handingOver()
                    || confirmedToo && stored.confirmedAt() != 0
                    || !topics.equals(Set.copyOf(stored.shards().topics()))) {
                builders[m] = new ShardSet.Builder().topics(topics);
            }
        }
        return builders;
    }

    /** A grant names every topic of the group and of the member's reports: silence about a topic would strand it. */
    private static Set<String> topicsToName(List<String> groupTopics, Member member) {
        Set<String> topics = new LinkedHashSet<>(groupTopics);
        topics.addAll(member.topics());
        return topics;
    }
}
