package io.shardbeat.group.plan;

import static io.shardbeat.group.plan.Fixture.EPOCH;
import static io.shardbeat.group.plan.Fixture.NOW;
import static io.shardbeat.group.plan.Fixture.granted;
import static io.shardbeat.group.plan.Fixture.kinds;
import static io.shardbeat.group.plan.Fixture.set;
import static io.shardbeat.group.plan.Fixture.shard;
import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.group.Grant;
import io.shardbeat.group.HandOver;
import io.shardbeat.group.Lease;
import io.shardbeat.group.shard.Cause;
import io.shardbeat.group.shard.Decision;
import io.shardbeat.group.shard.Decision.Kind;
import org.junit.jupiter.api.Test;

/** Shards on their way from one member to another. */
class HandOverTest {
    private static final long SINCE = EPOCH - 100;
    private static final Lease STILL_REPORTS_1 = new Lease(set(0, 1), EPOCH, EPOCH);

    @Test
    void aShardMeantForAnotherLeavesItsHoldersGrantAndIsInNobodys() {
        // given
        Fixture group = new Fixture().shards(2).alive("a", 0, 1).alive("b");

        // when
        Plan plan = group.plan();

        // then
        assertThat(plan.grants()).containsOnlyKeys(new MemberId("a"));
        assertThat(granted(plan, "a").size()).isEqualTo(1);
        assertThat(plan.handOvers()).singleElement().satisfies(handOver -> {
            assertThat(handOver.holder()).isEqualTo(new MemberId("a"));
            assertThat(handOver.next()).isEqualTo(new MemberId("b"));
            assertThat(handOver.sinceEpoch()).isEqualTo(HandOver.NEW_EPOCH);
            assertThat(handOver.since()).isEqualTo(NOW);
            assertThat(granted(plan, "a").contains(handOver.shard())).isFalse();
            assertThat(plan.decisions())
                    .containsExactly(new Decision(
                            Kind.HAND_OVER_BEGUN,
                            handOver.shard(),
                            new MemberId("a"),
                            new MemberId("b"),
                            Cause.BALANCED));
        });
    }

    @Test
    void aShardGoesBackToItsHolderWhenTheNextDies() {
        // given
        Fixture group = new Fixture()
                .shards(2)
                .handOver(1, "a", "b", SINCE)
                .member("a", set(0), STILL_REPORTS_1)
                .silent("b");

        // when
        Plan plan = group.plan();

        // then
        assertThat(granted(plan, "a")).isEqualTo(set(0, 1));
        assertThat(plan.endedHandOvers()).containsExactly(shard(1));
        assertThat(kinds(plan)).containsExactly(Kind.MEMBER_EXPIRED, Kind.HAND_OVER_CANCELLED);
    }

    @Test
    void aHandOverIsRedirectedWhenTheNextDiesAndTheHolderHasEnoughAndKeepsItsEpoch() {
        // given: of the two shards meant for b, a gets one back and c the other
        Fixture group = new Fixture()
                .shards(2)
                .handOver(0, "a", "b", SINCE)
                .handOver(1, "a", "b", SINCE)
                .member("a", set(), STILL_REPORTS_1)
                .silent("b")
                .alive("c");

        // when
        Plan plan = group.plan();

        // then
        assertThat(kinds(plan))
                .containsExactlyInAnyOrder(Kind.MEMBER_EXPIRED, Kind.HAND_OVER_REDIRECTED, Kind.HAND_OVER_CANCELLED);
        assertThat(plan.handOvers()).singleElement().satisfies(handOver -> {
            assertThat(handOver.next()).isEqualTo(new MemberId("c"));
            assertThat(handOver.sinceEpoch()).isEqualTo(SINCE);
            assertThat(handOver.since()).isEqualTo(NOW.minusMillis(5_000));
            assertThat(plan.endedHandOvers()).doesNotContain(handOver.shard());
        });
    }

    @Test
    void aReleasedShardWhoseNextDiedGoesToSomebodyElseAtOnce() {
        // given
        Fixture group = new Fixture()
                .shards(3)
                .handOver(1, "a", "b", SINCE)
                .member("a", set(0, 2), new Lease(set(0, 2), EPOCH, SINCE))
                .silent("b")
                .alive("c");

        // when
        Plan plan = group.plan();

        // then
        assertThat(granted(plan, "c")).isEqualTo(set(1));
        assertThat(plan.endedHandOvers()).containsExactly(shard(1));
        assertThat(plan.handOvers()).isEmpty();
    }

    @Test
    void aHandOverThatNobodyReleasesWaits() {
        // given
        Fixture group = new Fixture()
                .shards(2)
                .handOver(1, "a", "b", SINCE)
                .member("a", set(0), STILL_REPORTS_1)
                .alive("b");

        // when
        Plan plan = group.plan();

        // then
        assertThat(plan.changesNothing()).isTrue();
    }

    @Test
    void aShardThatSomebodyHoldsIsNotInHandOver() {
        // given: what no commit of ours writes
        Fixture group = new Fixture()
                .shards(2)
                .handOver(1, "a", "b", SINCE)
                .member("a", set(0), STILL_REPORTS_1)
                .alive("b", 1);

        // when
        Plan plan = group.plan();

        // then
        assertThat(plan.endedHandOvers()).containsExactly(shard(1));
        assertThat(plan.grants().get(new MemberId("a"))).isEqualTo(new Grant(set(0), false));
    }

    @Test
    void aShardInTwoGrantsIsLeftInOne() {
        // given: what no commit of ours writes
        Fixture group = new Fixture().shards(2).alive("a", 0, 1).alive("b", 1);

        // when
        Plan plan = group.plan();

        // then
        assertThat(kinds(plan)).contains(Kind.DOUBLE_GRANT_REPAIRED);
        assertThat(granted(plan, "b").contains(shard(1))).isFalse();
    }

    @Test
    void aMemberThatLeavesCostsOnlyItsOwnShards() {
        // given
        Fixture group =
                new Fixture().shards(9).alive("a", 0, 1, 2).alive("b", 3, 4, 5).silent("c", 6, 7, 8);

        // when
        Plan plan = group.plan();

        // then
        assertThat(plan.handOvers()).isEmpty();
        assertThat(granted(plan, "a").shards()).contains(shard(0), shard(1), shard(2));
        assertThat(granted(plan, "b").shards()).contains(shard(3), shard(4), shard(5));
    }

    @Test
    void aMemberThatJoinsCostsOnlyItsShare() {
        // given
        Fixture group = new Fixture()
                .shards(9)
                .alive("a", 0, 1, 2, 3, 4)
                .alive("b", 5, 6, 7, 8)
                .joined("c");

        // when
        Plan plan = group.plan();

        // then
        assertThat(plan.handOvers())
                .hasSize(3)
                .allSatisfy(handOver -> assertThat(handOver.next()).isEqualTo(new MemberId("c")));
    }

    @Test
    void whatANewcomerIsToHaveLeavesItsHolderBecauseItJoined() {
        // given
        Fixture group = new Fixture().shards(2).alive("a", 0, 1).joined("b");

        // when
        Plan plan = group.plan();

        // then
        assertThat(plan.decisions())
                .filteredOn(decision -> decision.kind() == Kind.HAND_OVER_BEGUN)
                .extracting(Decision::cause)
                .containsExactly(Cause.JOINED);
    }

    @Test
    void aReleasedShardThatNobodyConsumesAnyMoreIsFree() {
        // given: both have gone over to another topic by now
        Lease elsewhere = new Lease(ShardSet.of("views"), EPOCH, EPOCH);
        Fixture group = new Fixture()
                .shards(2)
                .handOver(1, "a", "b", SINCE)
                .member("a", set(), elsewhere)
                .member("b", set(), elsewhere);

        // when
        Plan plan = group.plan();

        // then
        assertThat(kinds(plan)).contains(Kind.SHARD_FREED);
        assertThat(plan.endedHandOvers()).containsExactly(shard(1));
        assertThat(plan.handOvers()).isEmpty();
    }
}
