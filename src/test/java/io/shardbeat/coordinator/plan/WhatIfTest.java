package io.shardbeat.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.assignment.sticky.StickyBalancedAssignor;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.coordinator.plan.Forecast.Move;
import io.shardbeat.group.FenceMargin;
import io.shardbeat.group.Grant;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupPolicy;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.group.GroupShards;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.Lease;
import io.shardbeat.group.Member;
import io.shardbeat.group.Safeguards;
import io.shardbeat.group.plan.Planner;
import io.shardbeat.group.safeguard.SafeguardState;
import io.shardbeat.group.shard.Cause;
import io.shardbeat.group.wish.Departure;
import io.shardbeat.group.wish.Drain;
import io.shardbeat.group.wish.Note;
import io.shardbeat.group.wish.Park;
import io.shardbeat.group.wish.Pause;
import io.shardbeat.group.wish.Pin;
import io.shardbeat.group.wish.Wishes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WhatIfTest {
    private static final Instant NOW = Instant.ofEpochMilli(1_000_000);
    private static final MemberId A = new MemberId("a");
    private static final MemberId B = new MemberId("b");
    private static final MemberId C = new MemberId("c");

    private final WhatIf whatIf = new WhatIf(new Planner(new StickyBalancedAssignor()));

    /** a has 0, 1 and 2; b has 3, 4 and 5; c has 6, 7 and 8. Margins would hold every move up. */
    private static GroupSnapshot group() {
        return new GroupSnapshot(
                new GroupId(new Namespace("sls", "p"), "t", "g"),
                new GroupSettings(20, false, List.of("t")),
                new GroupPolicy(
                        Duration.ofSeconds(20),
                        FenceMargin.AUTO,
                        Duration.ofSeconds(5),
                        Duration.ZERO,
                        Safeguards.DEFAULT),
                900_000,
                NOW,
                null,
                null,
                List.of(member("a", 0, 1, 2), member("b", 3, 4, 5), member("c", 6, 7, 8)),
                List.of(),
                Map.of(),
                SafeguardState.NONE,
                GroupShards.open(ShardSet.of("t", 0, 1, 2, 3, 4, 5, 6, 7, 8)),
                0,
                null);
    }

    private static Member member(String name, int... shards) {
        ShardSet grant = ShardSet.of("t", shards);
        return new Member(new MemberId(name), new Grant(grant, false), false, new Lease(grant, 900_000, 0));
    }

    private static ShardId shard(int number) {
        return new ShardId("t", number);
    }

    @Test
    void whatChangesNothingMovesNothing() {
        Forecast forecast = whatIf.of(group(), Wishes.NONE);

        assertThat(forecast).isEqualTo(new Forecast(900_000, List.of(), 0, 0, 0));
    }

    @Test
    void aDrainMovesWhatTheMemberHasToTheOthers() {
        Forecast forecast = whatIf.of(group(), Wishes.NONE.withDrain(A, new Drain(null, false, Note.NONE)));

        assertThat(forecast.moves()).hasSize(3).allSatisfy(move -> {
            assertThat(move.from()).isEqualTo(A);
            assertThat(move.to()).isIn(B, C);
            assertThat(move.cause()).isEqualTo(Cause.DRAINED);
        });
        assertThat(forecast.spreadAfter()).isEqualTo(1);
    }

    @Test
    void anEvictionMovesTheShardsWhenTheyHaveRested() {
        Forecast forecast = whatIf.of(
                group(), Wishes.NONE.withDeparture(B, Departure.evicted(true, NOW.plusMillis(15_000), Note.NONE)));

        assertThat(forecast.moves()).hasSize(3).allSatisfy(move -> {
            assertThat(move.from()).isEqualTo(B);
            assertThat(move.to()).isIn(A, C);
            assertThat(move.cause()).isEqualTo(Cause.EVICTED);
        });
    }

    @Test
    void aParkedShardGoesToNobody() {
        Forecast forecast =
                whatIf.of(group(), Wishes.NONE.withPark(shard(0), new Park(NOW.plusMillis(60_000), Note.NONE)));

        assertThat(forecast.moves()).containsExactly(new Move(shard(0), A, null, Cause.PARKED));
        assertThat(forecast.spreadAfter()).isEqualTo(1);
    }

    @Test
    void aPinMovesItsShardAndWhatBalanceWantsInReturn() {
        Forecast forecast = whatIf.of(group(), Wishes.NONE.withPin(shard(0), new Pin(B, Note.NONE)));

        assertThat(forecast.moves())
                .contains(new Move(shard(0), A, B, Cause.PINNED))
                .hasSize(2);
        assertThat(forecast.spreadAfter()).isZero();
    }

    @Test
    void nothingMovesInAGroupThatIsPaused() {
        Wishes wished = Wishes.NONE
                .withDrain(A, new Drain(null, false, Note.NONE))
                .withPause(new Pause(Pause.Mode.ALL, NOW.plusMillis(60_000), Note.NONE));

        assertThat(whatIf.of(group(), wished).moves()).isEmpty();
    }
}
