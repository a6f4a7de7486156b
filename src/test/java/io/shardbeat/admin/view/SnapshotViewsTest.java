package io.shardbeat.admin.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.admin.view.GroupView.MemberCounts;
import io.shardbeat.admin.view.GroupView.ShardCounts;
import io.shardbeat.admin.view.member.MemberPage;
import io.shardbeat.admin.view.member.MemberView;
import io.shardbeat.admin.view.shard.ShardMap;
import io.shardbeat.admin.view.shard.ShardPhase;
import io.shardbeat.admin.view.shard.ShardView;
import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.group.Grant;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupPolicy;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.HandOver;
import io.shardbeat.group.Lease;
import io.shardbeat.group.Member;
import io.shardbeat.group.safeguard.ExpiryWindow;
import io.shardbeat.group.safeguard.SafeguardState;
import io.shardbeat.group.safeguard.ShardDeaths;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A group of six shards: a holds 0 and 1 and hands over 2 to b, who just joined; c is gone with 3; 4 rests; 5 is free. */
class SnapshotViewsTest {
    private static final Instant NOW = Instant.ofEpochMilli(1_000_000);

    private final SnapshotViews views = new SnapshotViews(snapshot(null));

    @Test
    void aGroupTellsHowManyAreWhere() {
        GroupView group = views.group(null, null);

        assertThat(group.path()).isEqualTo("sls/shop/orders/billing");
        assertThat(group.at()).isEqualTo(NOW);
        assertThat(group.sessionTimeoutMillis()).isEqualTo(20_000);
        assertThat(group.memberCounts()).isEqualTo(new MemberCounts(3, 2, 1));
        assertThat(group.shardCounts()).isEqualTo(new ShardCounts(6, 3, 1, 1, 1, 1, 0));
        assertThat(group.expiryHeldUntil()).isNull();
    }

    @Test
    void aGroupsStateIsTheWorstThatHolds() {
        assertThat(views.group(null, null).state()).as("one hand-over is late").isEqualTo("stuck");
    }

    @Test
    void aMapHasALetterAndAHolderForEachShard() {
        ShardMap map = views.map();

        assertThat(map.members()).containsExactly("a", "c");
        ShardMap.TopicMap orders = map.topics().get(0);
        assertThat(orders.numbers()).containsExactly(0, 6);
        assertThat(orders.states()).isEqualTo("hhshrf");
        assertThat(orders.holders()).containsExactly(0, 0, 0, 1, -1, -1);
    }

    @Test
    void heldBackExpiryIsTold() {
        assertThat(new SnapshotViews(snapshot(NOW.plusMillis(1)))
                        .group(null, null)
                        .expiryHeldUntil())
                .isEqualTo(NOW.plusMillis(1));
    }

    @Test
    void aMemberIsWhatItMayHoldAndWhatItSays() {
        MemberView a = views.members("", 10, Map.of()).members().get(0);

        assertThat(a.name()).isEqualTo("a");
        assertThat(a.alive()).isTrue();
        assertThat(a.handingOver()).isTrue();
        assertThat(a.granted()).isEqualTo(2);
        assertThat(a.grant()).containsOnlyKeys("orders");
        assertThat(a.grant().get("orders")).containsExactly(0, 1);
        assertThat(a.reported()).isEqualTo(3);
        assertThat(a.answeredEpoch()).isEqualTo(41);
    }

    @Test
    void aMemberWithoutLeaseReportsNothing() {
        MemberView c = views.members("c", 10, Map.of()).members().get(0);

        assertThat(c.alive()).isFalse();
        assertThat(c.report()).isNull();
        assertThat(c.answeredEpoch()).isNull();
    }

    @Test
    void membersComeByNameAPageAtATime() {
        MemberPage first = views.members("", 2, Map.of());

        assertThat(first.members()).extracting(MemberView::name).containsExactly("a", "b");
        assertThat(first.total()).isEqualTo(3);
        assertThat(first.next()).isEqualTo("c");
        MemberPage second = views.members("c", 2, Map.of());
        assertThat(second.members()).extracting(MemberView::name).containsExactly("c");
        assertThat(second.next()).isNull();
    }

    @Test
    void aShardIsInOneStateWithWhatBelongsToIt() {
        List<ShardView> shards = views.shards(null, 0, 10).shards();

        assertThat(shards)
                .extracting(shard -> shard.state().word())
                .containsExactly("held", "held", "handing-over", "held", "fenced", "free");
        assertThat(shards).extracting(ShardView::holder).containsExactly("a", "a", "a", "c", null, null);
        assertThat(shards.get(2))
                .isEqualTo(new ShardView(
                        "orders/2",
                        "orders",
                        2,
                        ShardPhase.HANDING_OVER,
                        "a",
                        "b",
                        NOW.minusMillis(5),
                        40L,
                        true,
                        null));
        assertThat(shards.get(4).until()).isEqualTo(NOW.plusMillis(1));
    }

    @Test
    void shardsComeAPageAtATimeAndByState() {
        assertThat(views.shards(null, 4, 1).next()).isEqualTo("5");
        assertThat(views.shards(null, 5, 1).next()).isNull();
        assertThat(views.shards(null, 99, 1).shards()).isEmpty();
        assertThat(views.shards(ShardPhase.HELD, 2, 5).shards())
                .extracting(ShardView::id)
                .containsExactly("orders/3");
        assertThat(views.shards(ShardPhase.FREE, 0, 5).total()).isEqualTo(1);
    }

    @Test
    void aParkedShardIsParkedAndNotJustFenced() {
        // given
        SafeguardState watch = new SafeguardState(
                ExpiryWindow.NONE,
                Map.of(new ShardId("orders", 4), new ShardDeaths(3, NOW.minusMillis(1), NOW.plusMillis(1))));

        // when
        SnapshotViews parked = new SnapshotViews(snapshot(null, watch));

        // then
        assertThat(parked.shards(ShardPhase.PARKED, 0, 10).shards())
                .singleElement()
                .satisfies(shard -> assertThat(shard.until()).isEqualTo(NOW.plusMillis(1)));
        assertThat(parked.group(null, null).shardCounts()).isEqualTo(new ShardCounts(6, 3, 1, 1, 1, 0, 1));
    }

    @Test
    void expiryIsHeldByTheBrakeToo() {
        SafeguardState watch = new SafeguardState(new ExpiryWindow(NOW, 20, 11, NOW.plusMillis(9)));
        assertThat(new SnapshotViews(snapshot(NOW.plusMillis(3), watch))
                        .group(null, null)
                        .expiryHeldUntil())
                .isEqualTo(NOW.plusMillis(9));
    }

    private static GroupSnapshot snapshot(Instant expiryHeldUntil) {
        return snapshot(expiryHeldUntil, SafeguardState.NONE);
    }

    private static GroupSnapshot snapshot(Instant expiryHeldUntil, SafeguardState watch) {
        List<Member> members = List.of(
                member("c", ShardSet.of("orders", 3), false, false, null),
                member("a", ShardSet.of("orders", 0, 1), true, false, ShardSet.of("orders", 0, 1, 2)),
                member("b", ShardSet.EMPTY, false, true, ShardSet.EMPTY));
        return new GroupSnapshot(
                GroupId.parse("sls/shop/orders/billing"),
                new GroupSettings(20, false, List.of("orders")),
                new GroupPolicy(Duration.ofSeconds(20), Duration.ZERO, Duration.ZERO),
                42,
                NOW,
                expiryHeldUntil,
                null,
                members,
                List.of(new HandOver(
                        new ShardId("orders", 2),
                        new MemberId("a"),
                        new MemberId("b"),
                        40,
                        NOW.minusMillis(5),
                        true,
                        null)),
                Map.of(new ShardId("orders", 4), NOW.plusMillis(1), new ShardId("orders", 5), NOW),
                watch,
                ShardSet.of("orders", 0, 1, 2, 3, 4, 5));
    }

    private static Member member(String name, ShardSet grant, boolean handingOver, boolean pending, ShardSet report) {
        Lease lease = report == null ? null : new Lease(report, 41, 40);
        return new Member(new MemberId(name), new Grant(grant, handingOver), pending, lease);
    }
}
