package io.shardbeat.group.plan;

import static io.shardbeat.group.plan.Fixture.EPOCH;
import static io.shardbeat.group.plan.Fixture.NOW;
import static io.shardbeat.group.plan.Fixture.granted;
import static io.shardbeat.group.plan.Fixture.kinds;
import static io.shardbeat.group.plan.Fixture.set;
import static io.shardbeat.group.plan.Fixture.shard;
import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.group.shard.Decision.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who is dead, and what becomes of what they held. */
class ExpiryTest {
    @Test
    void aMemberWithALeaseIsNeverExpired() {
        // given
        Fixture group = new Fixture().shards(2).alive("a", 0).alive("b", 1);

        // when
        Plan plan = group.plan();

        // then
        assertThat(plan.expired()).isEmpty();
        assertThat(plan.changesNothing()).isTrue();
        assertThat(plan.nextDue()).isEmpty();
    }

    @Test
    void theShardsOfADeadMemberGoToTheLivingInTheSamePass() {
        // given
        Fixture group = new Fixture().shards(4).silent("a", 0, 1).alive("b", 2, 3);

        // when
        Plan plan = group.plan();

        // then
        assertThat(plan.expired()).containsExactly(new MemberId("a"));
        assertThat(granted(plan, "b")).isEqualTo(set(0, 1, 2, 3));
        assertThat(kinds(plan))
                .containsExactly(Kind.MEMBER_EXPIRED, Kind.SHARD_FREED, Kind.SHARD_FREED, Kind.GRANTED, Kind.GRANTED);
    }

    @Test
    void aDeadMemberGetsNoGrant() {
        // given
        Fixture group = new Fixture().shards(2).silent("a", 0).silent("b", 1);

        // when
        Plan plan = group.plan();

        // then
        assertThat(plan.expired()).containsExactlyInAnyOrder(new MemberId("a"), new MemberId("b"));
        assertThat(plan.grants()).isEmpty();
    }

    @Test
    void expiryHeldBackKeepsTheSilentAndLooksAgainWhenItEnds() {
        // given
        Fixture group = new Fixture().shards(2).silent("a", 0).alive("b", 1).expiryHeldUntil(NOW.plusMillis(7_000));

        // when
        Plan plan = group.plan();

        // then
        assertThat(plan.changesNothing()).isTrue();
        assertThat(plan.nextDue()).hasValue(NOW.plusMillis(7_000));
    }

    @Test
    void aMarginDoesNotDelayTheLookAtTheEndOfAHold() {
        Fixture group = new Fixture().shards(1).silent("a", 0).fenceMargin(Duration.ofSeconds(5));
        assertThat(group.expiryHeldUntil(NOW.plusMillis(7_000)).plan().nextDue())
                .hasValue(NOW.plusMillis(7_000));
    }

    @Test
    void expiryIsNoLongerHeldBackAtTheVeryMomentItEnds() {
        // given
        Fixture group = new Fixture().shards(2).silent("a", 0).alive("b", 1).expiryHeldUntil(NOW);

        // when
        Plan plan = group.plan();

        // then
        assertThat(plan.expired()).containsExactly(new MemberId("a"));
    }

    @Test
    void nobodyLooksAgainAtTheEndOfAHoldThatConcernsNobody() {
        // given
        Fixture group = new Fixture().shards(2).alive("a", 0).alive("b", 1).expiryHeldUntil(NOW.plusMillis(7_000));

        // when
        Plan plan = group.plan();

        // then
        assertThat(plan.nextDue()).isEmpty();
    }

    @Test
    void aSilentMemberIsStillDealtShardsWhileExpiryIsHeldBack() {
        // given
        Fixture group = new Fixture().shards(3).silent("a", 0).alive("b", 1).expiryHeldUntil(NOW.plusMillis(7_000));

        // when
        Plan plan = group.plan();

        // then
        assertThat(plan.expired()).isEmpty();
        assertThat(plan.handOvers()).isEmpty();
        assertThat(kinds(plan)).containsExactly(Kind.GRANTED);
    }

    @Test
    void withAFenceMarginTheShardsOfTheDeadRestAndTheGroupIsDueWhenTheyMayMove() {
        // given
        Fixture group = new Fixture().shards(3).silent("a", 0, 1).alive("b", 2).fenceMargin(Duration.ofSeconds(5));

        // when
        Plan plan = group.plan();

        // then
        assertThat(plan.expired()).containsExactly(new MemberId("a"));
        assertThat(plan.grants()).isEmpty();
        assertThat(plan.fences())
                .containsOnlyKeys(shard(0), shard(1))
                .containsValue(NOW.plusMillis(5_000))
                .hasSize(2);
        assertThat(plan.nextDue()).hasValue(NOW.plusMillis(5_000));
    }

    @Test
    void aShardInHandOverWhoseHolderDiedIsFenced() {
        // given
        Fixture group = new Fixture()
                .shards(3)
                .handOver(1, "a", "b", EPOCH)
                .silent("a", 0)
                .alive("b", 2)
                .fenceMargin(Duration.ofSeconds(5));

        // when
        Plan plan = group.plan();

        // then
        assertThat(plan.endedHandOvers()).containsExactly(shard(1));
        assertThat(plan.fences()).containsOnlyKeys(shard(0), shard(1));
        assertThat(plan.grants()).isEmpty();
    }

    @Test
    void aShardInHandOverWhoseHolderDiedGoesToTheNextAtOnceWithoutAMargin() {
        // given
        Fixture group = new Fixture()
                .shards(2)
                .handOver(1, "a", "b", EPOCH)
                .silent("a", 0)
                .alive("b");

        // when
        Plan plan = group.plan();

        // then
        assertThat(plan.endedHandOvers()).containsExactly(shard(1));
        assertThat(granted(plan, "b")).isEqualTo(set(0, 1));
    }

    @Test
    void aFenceHoldsAShardBackUntilItsEnd() {
        // given
        Fixture group = new Fixture().shards(2).alive("a", 0).fence(1, NOW.plusMillis(1));

        // when
        Plan plan = group.plan();

        // then
        assertThat(plan.changesNothing()).isTrue();
        assertThat(plan.nextDue()).hasValue(NOW.plusMillis(1));
    }

    @Test
    void aShardIsGrantedAndItsFenceDroppedAtTheEndOfTheFence() {
        // given
        Fixture group = new Fixture().shards(2).alive("a", 0).fence(1, NOW);

        // when
        Plan plan = group.plan();

        // then
        assertThat(granted(plan, "a")).isEqualTo(set(0, 1));
        assertThat(plan.endedFences()).containsExactly(shard(1));
        assertThat(plan.nextDue()).isEmpty();
    }

    @Test
    void theEarliestFenceDecidesWhenTheGroupIsDue() {
        // given
        Fixture group = new Fixture()
                .shards(3)
                .alive("a", 0)
                .fence(1, NOW.plusMillis(900))
                .fence(2, NOW.plusMillis(300))
                .expiryHeldUntil(NOW.plusMillis(600))
                .silent("b");

        // when
        Plan plan = group.plan();

        // then
        assertThat(plan.nextDue()).hasValue(NOW.plusMillis(300));
    }

    @Test
    void aSecondDeathBeforeTheFenceEndsRenewsTheFence() {
        // given: the fence of shard 1 is over, but its new holder died too
        Fixture group = new Fixture()
                .shards(2)
                .alive("a", 0)
                .silent("b", 1)
                .fence(1, NOW.minusMillis(1))
                .fenceMargin(Duration.ofSeconds(5));

        // when
        Plan plan = group.plan();

        // then
        assertThat(plan.fences()).containsEntry(shard(1), NOW.plusMillis(5_000));
        assertThat(plan.endedFences()).isEmpty();
    }

    @Test
    void theFenceOfAShardThatLeftTheCatalogIsDroppedWhenItEnds() {
        // given
        Fixture group = new Fixture().shards(1).alive("a", 0).fence(7, NOW);

        // when
        Plan plan = group.plan();

        // then
        assertThat(plan.endedFences()).containsExactly(shard(7));
    }

    @Test
    void aShardThatRestsIsNobodysAlsoWhenSomebodyWhoDiedHadItAllTheSame() {
        // given: what no commit of ours writes
        Fixture group = new Fixture().shards(2).silent("a", 0).alive("b", 1).fence(0, NOW.plusMillis(5_000));

        // when
        Plan plan = group.plan();

        // then
        assertThat(plan.expired()).containsExactly(new MemberId("a"));
        assertThat(plan.grants()).isEmpty();
        assertThat(plan.endedFences()).isEmpty();
        assertThat(plan.nextDue()).hasValue(NOW.plusMillis(5_000));
    }
}
