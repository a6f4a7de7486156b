package io.shardbeat.group;

import static io.shardbeat.assignment.AssignmentProblem.NOBODY;

import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.ShardSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns a placement back into grants, for the members whose grant is no longer as it is stored. */
final class GrantRewrite {
    private final Placement placement;
    private final List<Member> live;
    private final boolean[] handing;
    private boolean confirmedToo = true;

    /** @param inFlight the hand-overs under way once the plan is in force */
    GrantRewrite(Placement placement, Collection<HandOver> inFlight) {
        this.placement = placement;
        this.live = placement.roster().live();
        this.handing = new boolean[live.size()];
        for (HandOver handOver : inFlight) {
            int holder = placement.roster().indexOf(handOver.holder());
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

    /** The whole new grant of every member whose shards, topics or hand-over state changed, in the members' order. */
    Map<Member, Grant> changed(List<String> groupTopics) {
        ShardSet.Builder[] builders = builders(groupTopics);
        for (int s = 0; s < placement.index().size(); s++) {
            int holder = placement.holder(s);
            ShardSet.Builder builder = holder == NOBODY ? null : builders[holder];
            if (builder != null) {
                ShardId shard = placement.index().shard(s);
                builder.add(shard.topic(), shard.number());
            }
        }
        Map<Member, Grant> changed = new LinkedHashMap<>();
        for (int m = 0; m < builders.length; m++) {
            ShardSet.Builder builder = builders[m];
            if (builder != null) {
                changed.put(live.get(m), new Grant(builder.build(), handing[m]));
            }
        }
        return changed;
    }

    private ShardSet.@Nullable Builder[] builders(List<String> groupTopics) {
        ShardSet.@Nullable Builder[] builders = new ShardSet.Builder[live.size()];
        for (int m = 0; m < builders.length; m++) {
            Grant stored = live.get(m).grant();
            Set<String> topics = topicsToName(groupTopics, live.get(m));
            if (placement.isChanged(m)
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
