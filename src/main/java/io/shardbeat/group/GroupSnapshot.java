package io.shardbeat.group;

import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.ShardSet;
import java.util.List;
import java.util.Map;

/**
 * All that a pass looks at, read before it plans.
 *
 * @param id the group
 * @param settings what it was created with
 * @param policy timeouts and margins in force, with every default filled in
 * @param epoch the epoch that a commit of the plan must still find
 * @param nowMillis Redis time before the leases were read
 * @param expiryHeldUntilMillis until then no lease counts as expired: a gap in service ended so lately that members
 *     could not all have renewed
 * @param formingSinceMillis when the first member of a group without members joined
 * @param members every member, in any order
 * @param handOvers the hand-overs under way
 * @param fences per free shard, the time before which it must not be granted; absent means at once
 * @param shards every assignable shard of the group's topics
 */
public record GroupSnapshot(
        GroupId id,
        GroupSettings settings,
        GroupPolicy policy,
        long epoch,
        long nowMillis,
        long expiryHeldUntilMillis,
        long formingSinceMillis,
        List<Member> members,
        List<HandOver> handOvers,
        Map<ShardId, Long> fences,
        ShardSet shards) {

    /** Whether nobody holds anything and nothing is on its way. */
    public boolean isUnassigned() {
        return handOvers.isEmpty()
                && members.stream().allMatch(member -> member.grant().shards().hasNoShards());
    }
}
