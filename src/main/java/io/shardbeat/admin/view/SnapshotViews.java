package io.shardbeat.admin.view;

import io.shardbeat.admin.view.GroupView.MemberCounts;
import io.shardbeat.admin.view.GroupView.ShardCounts;
import io.shardbeat.assignment.MemberId;
import io.shardbeat.coordinator.Suspicion;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.Member;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A snapshot as operators see it. */
public final class SnapshotViews {
    private final GroupSnapshot snapshot;
    private final ShardTable shards;
    private final Function<MemberId, Set<Suspicion>> suspicions;

    /** Nobody is suspected of anything. */
    SnapshotViews(GroupSnapshot snapshot) {
        this(snapshot, member -> Set.of());
    }

    /** @param suspicions what each member is suspected of */
    public SnapshotViews(GroupSnapshot snapshot, Function<MemberId, Set<Suspicion>> suspicions) {
        this.suspicions = suspicions;
        this.snapshot = snapshot;
        this.shards = new ShardTable(snapshot);
    }

    /** @param from the name to begin with; empty for the first */
    public MemberPage members(String from, int limit) {
        List<Member> ahead = snapshot.members().stream()
                .filter(member -> member.id().name().compareTo(from) >= 0)
                .sorted(Comparator.comparing(Member::id))
                .limit(limit + 1L)
                .toList();
        return new MemberPage(
                snapshot.epoch(),
                snapshot.members().size(),
                ahead.stream()
                        .limit(limit)
                        .map(member -> MemberView.of(member, suspicions.apply(member.id())))
                        .toList(),
                ahead.size() > limit ? ahead.get(limit).id().name() : null);
    }

    /**
     * @param state {@code null} for shards in any state
     * @param offset how many to leave out
     */
    public ShardPage shards(@Nullable ShardState state, int offset, int limit) {
        return shards.page(state, offset, limit);
    }

    /** The group, with the pages that are given. */
    public GroupView group(@Nullable MemberPage memberPage, @Nullable ShardPage shardPage) {
        GroupId id = snapshot.id();
        Duration margin = snapshot.policy().fenceMargin().fixed();
        return new GroupView(
                id.path(),
                id.namespace().dialect(),
                id.namespace().name(),
                id.scope(),
                id.name(),
                snapshot.epoch(),
                Instant.ofEpochMilli(snapshot.nowMillis()),
                snapshot.policy().sessionTimeout().toMillis(),
                margin == null ? null : margin.toMillis(),
                snapshot.policy().releaseMargin().toMillis(),
                snapshot.settings().ordered(),
                snapshot.settings().topics(),
                expiryHeldUntil(),
                snapshot.isRebuilding() ? Instant.ofEpochMilli(snapshot.rebuildEndsMillis()) : null,
                null,
                memberCounts(),
                shardCounts(),
                memberPage,
                shardPage,
                null);
    }

    /** By a gap in service or the brake, whichever holds longer. */
    private @Nullable Instant expiryHeldUntil() {
        long until = Math.max(
                snapshot.expiryHeldUntilMillis(), snapshot.watch().expiries().heldUntilMillis());
        return until > snapshot.nowMillis() ? Instant.ofEpochMilli(until) : null;
    }

    private MemberCounts memberCounts() {
        int alive = 0;
        int pending = 0;
        for (Member member : snapshot.members()) {
            alive += member.lease() == null ? 0 : 1;
            pending += member.pending() ? 1 : 0;
        }
        return new MemberCounts(snapshot.members().size(), alive, pending);
    }

    private ShardCounts shardCounts() {
        Map<ShardState, Integer> counts = shards.counts();
        return new ShardCounts(
                snapshot.shards().size(),
                counts.getOrDefault(ShardState.HELD, 0),
                counts.getOrDefault(ShardState.HANDING_OVER, 0),
                shards.stuck(),
                counts.getOrDefault(ShardState.FREE, 0),
                counts.getOrDefault(ShardState.FENCED, 0),
                counts.getOrDefault(ShardState.PARKED, 0));
    }
}
