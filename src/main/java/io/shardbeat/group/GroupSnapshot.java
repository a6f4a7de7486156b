package io.shardbeat.group;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.group.safeguard.SafeguardState;
import io.shardbeat.group.wish.Weight;
import io.shardbeat.group.wish.WeightRule;
import io.shardbeat.group.wish.Wishes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All that a pass looks at, read before it plans.
 *
 * @param id the group
 * @param settings what it was created with
 * @param policy timeouts and margins in force, with every default filled in
 * @param epoch the epoch that a commit of the plan must still find
 * @param now Redis time before the leases were read
 * @param expiryHeldUntil until then no lease counts as expired: a gap in service ended so lately that members could not
 *     all have renewed; {@code null} when there was no gap
 * @param formingSince when the first member of a group without members joined; {@code null} when not known
 * @param members every member, in any order
 * @param handOvers the hand-overs under way
 * @param fences per free shard, the time before which it must not be granted; absent means at once
 * @param watch what the safeguards remember
 * @param assignable the shards of the group's topics that it may be given
 * @param wishes what operators want
 * @param rebuildEpoch the epoch at which the group noticed that the store had lost writes: reports noted before it are
 *     not evidence; 0 when ownership is as stored
 * @param created when the group was created: nobody could have reported before; {@code null} when not known
 */
public record GroupSnapshot(
        GroupId id,
        GroupSettings settings,
        GroupPolicy policy,
        long epoch,
        Instant now,
        @Nullable Instant expiryHeldUntil,
        @Nullable Instant formingSince,
        List<Member> members,
        List<HandOver> handOvers,
        Map<ShardId, Instant> fences,
        SafeguardState watch,
        GroupShards assignable,
        Wishes wishes,
        long rebuildEpoch,
        @Nullable Instant created) {

    /** Of which operators want nothing. */
    public GroupSnapshot(
            GroupId id,
            GroupSettings settings,
            GroupPolicy policy,
            long epoch,
            Instant now,
            @Nullable Instant expiryHeldUntil,
            @Nullable Instant formingSince,
            List<Member> members,
            List<HandOver> handOvers,
            Map<ShardId, Instant> fences,
            SafeguardState watch,
            GroupShards assignable,
            long rebuildEpoch,
            @Nullable Instant created) {
        this(
                id,
                settings,
                policy,
                epoch,
                now,
                expiryHeldUntil,
                formingSince,
                members,
                handOvers,
                fences,
                watch,
                assignable,
                Wishes.NONE,
                rebuildEpoch,
                created);
    }

    /** At ordinary times, with open shards only. */
    public GroupSnapshot(
            GroupId id,
            GroupSettings settings,
            GroupPolicy policy,
            long epoch,
            Instant now,
            @Nullable Instant expiryHeldUntil,
            @Nullable Instant formingSince,
            List<Member> members,
            List<HandOver> handOvers,
            Map<ShardId, Instant> fences,
            SafeguardState watch,
            ShardSet shards) {
        this(
                id,
                settings,
                policy,
                epoch,
                now,
                expiryHeldUntil,
                formingSince,
                members,
                handOvers,
                fences,
                watch,
                GroupShards.open(shards),
                0,
                null);
    }

    /** The same group, of which operators want something else. */
    public GroupSnapshot wishing(Wishes others) {
        return with(now, others);
    }

    /** The same, but that it is known to be so late by the store's clock. */
    public GroupSnapshot at(Instant later) {
        return with(later, wishes);
    }

    private GroupSnapshot with(Instant time, Wishes wanted) {
        return new GroupSnapshot(
                id,
                settings,
                policy,
                epoch,
                time,
                expiryHeldUntil,
                formingSince,
                members,
                handOvers,
                fences,
                watch,
                assignable,
                wanted,
                rebuildEpoch,
                created);
    }

    /** Every assignable shard of the group's topics. */
    public ShardSet shards() {
        return assignable.all();
    }

    /** Until then ownership is rebuilt: who has not reported by the end of a session timeout is dead, margins included. */
    public Instant rebuildEnds() {
        Instant heard = expiryHeldUntil == null ? Instant.EPOCH : expiryHeldUntil;
        // A time in the future is of a clock that went back since; that was a gap in service.
        if (created != null && !created.isAfter(now)) {
            Instant asked = created.plus(policy.sessionTimeout());
            heard = asked.isAfter(heard) ? asked : heard;
        }
        Duration fence = policy.fenceMargin().of(null, policy.sessionTimeout());
        return heard.plus(fence.compareTo(policy.releaseMargin()) > 0 ? fence : policy.releaseMargin());
    }

    /** Whether members could not all have renewed since the last gap in service. */
    public boolean isExpiryHeld() {
        return expiryHeldUntil != null && now.isBefore(expiryHeldUntil);
    }

    /** Until then members that are silent are excused, as far as is known: ownership is rebuilt, or a gap in service ended. */
    public Instant excusedUntil() {
        return isRebuilding() || expiryHeldUntil == null ? rebuildEnds() : expiryHeldUntil;
    }

    /** Whether some who hold shards may not have reported yet. */
    public boolean isRebuilding() {
        return rebuildEpoch != 0 && now.isBefore(rebuildEnds());
    }

    /** What the member's share is by: what was said of its name, else of names like it, else 1. */
    public int weight(MemberId member) {
        Weight own = wishes.weights().get(member);
        if (own != null) {
            return own.value();
        }
        return settings.overrides().weights().stream()
                .filter(rule -> rule.matches(member))
                .findFirst()
                .map(WeightRule::weight)
                .orElse(1);
    }

    public Map<MemberId, Member> membersById() {
        return members.stream().collect(Collectors.toMap(Member::id, member -> member));
    }

    /** Whether nobody holds anything and nothing is on its way. */
    public boolean isUnassigned() {
        return handOvers.isEmpty()
                && members.stream().allMatch(member -> member.grant().shards().hasNoShards());
    }
}
