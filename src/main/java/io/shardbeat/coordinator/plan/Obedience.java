package io.shardbeat.coordinator.plan;

import io.shardbeat.assignment.ShardId;
import io.shardbeat.group.FenceMargin;
import io.shardbeat.group.GroupPolicy;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.Lease;
import io.shardbeat.group.Member;
import io.shardbeat.group.safeguard.ShardDeaths;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A group whose members do at once what they are told, and in which nothing has to be waited for. */
final class Obedience {
    private static final FenceMargin NO_MARGIN = new FenceMargin(Duration.ZERO);

    private Obedience() {}

    /** As if every margin were over: what rests is free, and the shards of those that are removed are, too. */
    static GroupSnapshot withoutMargins(GroupSnapshot group) {
        GroupPolicy policy = new GroupPolicy(
                group.policy().sessionTimeout(),
                NO_MARGIN,
                Duration.ZERO,
                Duration.ZERO,
                group.policy().safeguards());
        List<Member> members = group.members().stream()
                .map(member -> with(
                        member, member.lease() == null ? null : member.lease().endingAt(null)))
                .toList();
        return with(group, policy, members);
    }

    /** Everybody alive has reported exactly its grant, and was told so before. */
    static GroupSnapshot obey(GroupSnapshot group) {
        List<Member> members = group.members().stream()
                .map(member -> with(
                        member,
                        member.lease() == null
                                ? null
                                : new Lease(member.grant().shards(), group.epoch(), group.epoch())))
                .toList();
        return with(group, group.policy(), members);
    }

    private static Member with(Member member, @Nullable Lease lease) {
        return new Member(member.id(), member.grant(), member.pending(), lease, member.interval(), member.family());
    }

    private static GroupSnapshot with(GroupSnapshot group, GroupPolicy policy, List<Member> members) {
        return new GroupSnapshot(
                group.id(),
                group.settings(),
                policy,
                group.epoch(),
                group.now(),
                group.expiryHeldUntil(),
                group.formingSince(),
                members,
                group.handOvers(),
                parked(group),
                group.watch(),
                group.assignable(),
                group.wishes(),
                group.rebuildEpoch(),
                group.created());
    }

    /** What rests since its holders died one after another does so for longer than margins. */
    private static Map<ShardId, Instant> parked(GroupSnapshot group) {
        Map<ShardId, Instant> parked = new HashMap<>();
        group.fences().forEach((shard, until) -> {
            ShardDeaths deaths = group.watch().deaths().get(shard);
            if (deaths != null && until.equals(deaths.parkedUntil())) {
                parked.put(shard, until);
            }
        });
        return parked;
    }
}
