package io.shardbeat.admin.view;

import io.shardbeat.admin.view.GroupView.MemberCounts;
import io.shardbeat.admin.view.GroupView.ShardCounts;
import io.shardbeat.admin.view.WishesView.WishView;
import io.shardbeat.admin.view.history.PassList;
import io.shardbeat.admin.view.member.MemberDetail;
import io.shardbeat.admin.view.member.MemberPage;
import io.shardbeat.admin.view.member.MemberSights;
import io.shardbeat.admin.view.member.MemberView;
import io.shardbeat.admin.view.shard.ShardDetail;
import io.shardbeat.admin.view.shard.ShardMap;
import io.shardbeat.admin.view.shard.ShardPage;
import io.shardbeat.admin.view.shard.ShardPhase;
import io.shardbeat.admin.view.shard.ShardRow;
import io.shardbeat.admin.view.shard.ShardTable;
import io.shardbeat.admin.view.shard.ShardTable.Selection;
import io.shardbeat.admin.view.shard.ShardView;
import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.coordinator.checkpoint.Checkpoint;
import io.shardbeat.coordinator.groups.GroupTally;
import io.shardbeat.coordinator.groups.Histories;
import io.shardbeat.coordinator.groups.Histories.Because;
import io.shardbeat.coordinator.groups.HistoryPage;
import io.shardbeat.coordinator.groups.MemberFacts;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.Member;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A snapshot as operators see it. */
public final class SnapshotViews {
    private static final int MOST_SHARDS = 1_000;

    private final GroupSnapshot snapshot;
    private final ShardTable shards;
    private final MemberSights sights;

    /** Nobody has been seen. */
    SnapshotViews(GroupSnapshot snapshot) {
        this(snapshot, MemberSights.NONE);
    }

    /** @param sights what this node has seen of each member's heartbeats */
    public SnapshotViews(GroupSnapshot snapshot, MemberSights sights) {
        this.sights = sights;
        this.snapshot = snapshot;
        this.shards = new ShardTable(snapshot);
    }

    /**
     * The members of a page by name, and one more when that is not the last.
     *
     * @param from the name to begin with; empty for the first
     */
    public List<Member> membersFrom(String from, int limit) {
        return snapshot.members().stream()
                .filter(member -> member.id().name().compareTo(from) >= 0)
                .sorted(Comparator.comparing(Member::id))
                .limit(limit + 1L)
                .toList();
    }

    /** @param facts more about those, where it is known */
    public MemberPage members(String from, int limit, Map<MemberId, MemberFacts> facts) {
        List<Member> ahead = membersFrom(from, limit);
        return new MemberPage(
                snapshot.epoch(),
                snapshot.members().size(),
                ahead.stream().limit(limit).map(member -> view(member, facts)).toList(),
                ahead.size() > limit ? ahead.get(limit).id().name() : null);
    }

    /**
     * The members in another order.
     *
     * @param offset how many to leave out
     * @param facts more about all of them, where it is known
     */
    public MemberPage members(Comparator<MemberView> order, int offset, int limit, Map<MemberId, MemberFacts> facts) {
        List<MemberView> all = snapshot.members().stream()
                .map(member -> view(member, facts))
                .sorted(order)
                .toList();
        int start = Math.min(offset, all.size());
        int end = Math.min(all.size(), start + limit);
        return new MemberPage(
                snapshot.epoch(), all.size(), all.subList(start, end), end < all.size() ? Integer.toString(end) : null);
    }

    /** One member, with what was decided of it; empty when the group has no such member. */
    public Optional<MemberDetail> member(MemberId id, Map<MemberId, MemberFacts> facts, HistoryPage history) {
        return snapshot.members().stream()
                .filter(member -> member.id().equals(id))
                .findFirst()
                .map(member -> new MemberDetail(
                        snapshot.epoch(), view(member, facts), shards.of(id, MOST_SHARDS), PassList.of(history)));
    }

    private MemberView view(Member member, Map<MemberId, MemberFacts> facts) {
        return MemberView.of(
                member,
                facts.getOrDefault(member.id(), MemberFacts.UNKNOWN),
                new MemberView.Wish(
                        snapshot.wishes().isDrained(member.id(), snapshot.now()), snapshot.weight(member.id())),
                sights.of(member.id()),
                snapshot.policy().sessionTimeout());
    }

    /**
     * @param state {@code null} for shards in any state
     * @param offset how many to leave out
     */
    public Selection shards(@Nullable ShardPhase state, int offset, int limit) {
        return shards.select(state, offset, limit);
    }

    /**
     * Those shards, with what else is known of them.
     *
     * @param saved their checkpoints
     * @param beginnings how their states began, where that is known
     */
    public ShardPage page(Selection selection, Map<ShardId, Checkpoint> saved, Map<ShardId, Because> beginnings) {
        List<ShardRow> rows = selection.shards().stream()
                .map(shard -> row(shard, saved, beginnings))
                .toList();
        return new ShardPage(snapshot.epoch(), selection.total(), rows, selection.next());
    }

    private ShardRow row(ShardView shard, Map<ShardId, Checkpoint> saved, Map<ShardId, Because> beginnings) {
        ShardId id = new ShardId(shard.topic(), shard.number());
        return ShardRow.of(snapshot, shard, saved.getOrDefault(id, Checkpoint.NONE), beginnings.get(id));
    }

    /** One shard, with what else is known of it; empty when the group has no such shard. */
    public Optional<ShardDetail> shard(ShardId shard, Checkpoint saved, HistoryPage history) {
        Because because =
                Histories.beginning(shard, history.passes(), snapshot.epoch()).orElse(null);
        return Optional.ofNullable(shards.find(shard))
                .map(found -> new ShardDetail(
                        snapshot.epoch(), ShardRow.of(snapshot, found, saved, because), PassList.of(history)));
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
                GroupTally.of(snapshot).state().word(),
                snapshot.epoch(),
                snapshot.now(),
                snapshot.policy().sessionTimeout().toMillis(),
                margin == null ? null : margin.toMillis(),
                snapshot.policy().releaseMargin().toMillis(),
                snapshot.settings().ordered(),
                snapshot.settings().topics(),
                expiryHeldUntil(),
                snapshot.isRebuilding() ? snapshot.rebuildEnds() : null,
                wishes(),
                null,
                memberCounts(),
                shardCounts(),
                memberPage,
                shardPage,
                null);
    }

    private @Nullable List<WishView> wishes() {
        List<WishView> wishes = WishesView.of(snapshot).wishes();
        return wishes.isEmpty() ? null : wishes;
    }

    /** Where every shard is. */
    public ShardMap map() {
        return ShardMap.of(snapshot.epoch(), shards.views());
    }

    /** By a gap in service or the brake, whichever holds longer. */
    private @Nullable Instant expiryHeldUntil() {
        return Stream.of(
                        Optional.ofNullable(snapshot.expiryHeldUntil()),
                        Optional.ofNullable(snapshot.watch().expiries().heldUntil()))
                .flatMap(Optional::stream)
                .filter(snapshot.now()::isBefore)
                .max(Comparator.naturalOrder())
                .orElse(null);
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
        Map<ShardPhase, Integer> counts = shards.counts();
        return new ShardCounts(
                snapshot.shards().size(),
                counts.getOrDefault(ShardPhase.HELD, 0),
                counts.getOrDefault(ShardPhase.HANDING_OVER, 0),
                shards.stuck(),
                counts.getOrDefault(ShardPhase.FREE, 0),
                counts.getOrDefault(ShardPhase.FENCED, 0),
                counts.getOrDefault(ShardPhase.PARKED, 0));
    }
}
