package io.shardbeat.group.plan;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.group.Grant;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.Lease;
import io.shardbeat.group.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Members that do at once what they are told: everybody beats twice, and reports exactly its grant. */
final class ObedientMembers {
    private ObedientMembers() {}

    /** The group with fresh leases, expiry no longer held back and every fence over. */
    static GroupSnapshot beat(GroupSnapshot group) {
        List<Member> members = group.members().stream()
                .map(member -> new Member(
                        member.id(),
                        member.grant(),
                        member.pending(),
                        new Lease(member.grant().shards(), group.epoch(), group.epoch())))
                .toList();
        return with(group, members);
    }

    /** The group, which obeys, with one more member that has just joined. */
    static GroupSnapshot with(GroupSnapshot group, MemberId newcomer) {
        List<Member> members = new ArrayList<>(beat(group).members());
        members.add(new Member(newcomer, Grant.NOTHING, true, new Lease(ShardSet.EMPTY, group.epoch(), 0)));
        return with(group, members);
    }

    private static GroupSnapshot with(GroupSnapshot group, List<Member> members) {
        return new GroupSnapshot(
                group.id(),
                group.settings(),
                group.policy(),
                group.epoch(),
                group.now().plusMillis(10_000),
                null,
                group.formingSince(),
                members,
                group.handOvers(),
                Map.copyOf(group.fences()),
                group.watch(),
                group.assignable(),
                group.rebuildEpoch(),
                group.created());
    }
}
