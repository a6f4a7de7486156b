package io.shardbeat.group;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.ShardSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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
 * @param watch what the safeguards remember
 * @param assignable the shards of the group's topics that it may be given
 * @param wishes what operators want
 * @param rebuildEpoch the epoch at which the group noticed that the store had lost writes: reports noted before it are
 *     not evidence; 0 when ownership is as stored
 * @param createdMillis when the group was created: nobody could have reported before
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
        Watch watch,
        GroupShards assignable,
        Wishes wishes,
        long rebuildEpoch,
        long createdMillis) {

    /** Of which operators want nothing. */
    public GroupSnapshot(
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
            Watch watch,
            GroupShards assignable,
            long rebuildEpoch,
            long createdMillis) {
        this(
                id,
                settings,
                policy,
                epoch,
                nowMillis,
                expiryHeldUntilMillis,
                formingSinceMillis,
                members,
                handOvers,
                fences,
                watch,
                assignable,
                Wishes.NONE,
                rebuildEpoch,
                createdMillis);
    }

    /** At ordinary times, with open shards only. */
    public GroupSnapshot(
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
            Watch watch,
            ShardSet shards) {
        this(
                id,
                settings,
                policy,
                epoch,
                nowMillis,
                expiryHeldUntilMillis,
                formingSinceMillis,
                members,
                handOvers,
                fences,
                watch,
                GroupShards.open(shards),
                0,
                0);
    }

    /** Every assignable shard of the group's topics. */
    public ShardSet shards() {
        return assignable.all();
    }

    /** Until then ownership is rebuilt: who has not reported by the end of a session timeout is dead, margins included. */
    public long rebuildEndsMillis() {
        // A time in the future is of a clock that went back since; that was a gap in service.
        long asked = createdMillis <= nowMillis
                ? createdMillis + policy.sessionTimeout().toMillis()
                : 0;
        long fence = policy.fenceMargin().of(null, policy.sessionTimeout()).toMillis();
        return Math.max(expiryHeldUntilMillis, asked)
                + Math.max(fence, policy.releaseMargin().toMillis());
    }

    /** Whether some who hold shards may not have reported yet. */
    public boolean isRebuilding() {
        return rebuildEpoch != 0 && nowMillis < rebuildEndsMillis();
    }

    Map<MemberId, Member> membersById() {
        return members.stream().collect(Collectors.toMap(Member::id, member -> member));
    }

    /** Whether nobody holds anything and nothing is on its way. */
    public boolean isUnassigned() {
        return handOvers.isEmpty()
                && members.stream().allMatch(member -> member.grant().shards().hasNoShards());
    }
}
