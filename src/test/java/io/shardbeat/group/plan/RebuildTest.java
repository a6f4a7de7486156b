package io.shardbeat.group.plan;

import static io.shardbeat.group.plan.AfterLoss.REBUILD;
import static io.shardbeat.group.plan.AfterLoss.atEnd;
import static io.shardbeat.group.plan.AfterLoss.during;
import static io.shardbeat.group.plan.AfterLoss.fromBefore;
import static io.shardbeat.group.plan.AfterLoss.heard;
import static io.shardbeat.group.plan.AfterLoss.heardTwice;
import static io.shardbeat.group.plan.Fixture.EPOCH;
import static io.shardbeat.group.plan.Fixture.NOW;
import static io.shardbeat.group.plan.Fixture.TOPIC;
import static io.shardbeat.group.plan.Fixture.granted;
import static io.shardbeat.group.plan.Fixture.kinds;
import static io.shardbeat.group.plan.Fixture.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.sticky.StickyBalancedAssignor;
import io.shardbeat.group.Grant;
import io.shardbeat.group.HandOver;
import io.shardbeat.group.Lease;
import io.shardbeat.group.Member;
import io.shardbeat.group.shard.Decision.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** After the store lost writes: what is stored is a hypothesis, what members report is the evidence. */
class RebuildTest {
    @Test
    void aMemberWhoseReportAgreesIsConfirmedAtOnce() {
        Plan plan = during().shards(2).member("a", set(0, 1), heard(0, 1)).plan();
        assertThat(plan.grants().get(new MemberId("a")).confirmedAt()).isEqualTo(REBUILD);
        assertThat(plan.nextDue()).hasValue(NOW.plusMillis(20_000));
    }

    @Test
    void nothingFreeIsGrantedWhileSomebodyMayNotHaveReported() {
        Plan plan = during().shards(4).member("a", set(0), heard(0)).plan();
        assertThat(granted(plan, "a")).isEqualTo(set(0));
        assertThat(kinds(plan)).doesNotContain(Kind.GRANTED);
    }

    @Test
    void aShardGoesToTheOnlyOneThatReportsItWhenItsHolderDoesNot() {
        Plan plan = during().shards(2)
                .member("a", set(0, 1), heardTwice(0))
                .member("b", set(), heard(1))
                .plan();
        assertThat(granted(plan, "a")).isEqualTo(set(0));
        assertThat(granted(plan, "b")).isEqualTo(set(1));
        assertThat(kinds(plan)).contains(Kind.ADOPTED);
    }

    @Test
    void whatAFirstReportLeavesOutIsNotGivenUpBeforeTheEndSinceItMayBeACopyFromBefore() {
        Fixture during = during().shards(2).member("a", set(0, 1), heard(0)).member("b", set(), heard(1));
        assertThat(kinds(during.plan())).doesNotContain(Kind.ADOPTED);
        Fixture end = atEnd().shards(2).member("a", set(0, 1), heard(0)).member("b", set(), heard(1));
        assertThat(kinds(end.plan())).contains(Kind.ADOPTED);
    }

    @Test
    void whoReportsAShardOfAMemberNotHeardYetIsNotAnswered() {
        Plan plan = during().shards(2)
                .member("a", set(0, 1), fromBefore(0, 1))
                .member("b", set(), heard(1))
                .plan();
        assertThat(plan.grants()).isEmpty();
    }

    @Test
    void whoReportsAShardThatItsHolderProvablyHasIsToldToDropIt() {
        Lease twice = new Lease(set(0, 1), REBUILD, REBUILD);
        Plan plan = during().shards(2)
                .member("a", set(0, 1), twice)
                .member("b", set(), heard(1))
                .plan();
        assertThat(plan.grants().get(new MemberId("b")).confirmedAt()).isEqualTo(REBUILD);
        assertThat(granted(plan, "b").hasNoShards()).isTrue();
    }

    @Test
    void nobodyExpiresDuringARebuild() {
        Plan plan = during().shards(2)
                .silent("a", 0, 1)
                .fenceMargin(Duration.ofSeconds(5))
                .plan();
        assertThat(plan.expired()).isEmpty();
        assertThat(plan.nextDue()).hasValue(NOW.plusMillis(25_000));
    }

    @Test
    void atItsEndTheSilentExpireEvenIfTheirLeaseFromBeforeHasNotEnded() {
        Plan plan = atEnd().shards(2)
                .member("a", set(0, 1), fromBefore(0, 1))
                .member("b", set(), heard())
                .plan();
        assertThat(plan.expired()).containsExactly(new MemberId("a"));
        assertThat(plan.endsRebuild()).isTrue();
        assertThat(kinds(plan)).contains(Kind.REBUILT);
        assertThat(granted(plan, "b")).isEqualTo(set(0, 1));
    }

    @Test
    void atItsEndAHandOverBeginsAnew() {
        Plan plan = atEnd().shards(2)
                .handOver(1, "a", "b", EPOCH - 10)
                .member("a", set(0), new Lease(set(0), REBUILD, REBUILD))
                .member("b", set(), heard())
                .plan();
        assertThat(plan.handOvers())
                .singleElement()
                .satisfies(handOver -> assertThat(handOver.sinceEpoch()).isEqualTo(HandOver.NEW_EPOCH));
    }

    @Test
    void atItsEndAReleaseThatWasNotedBeforeIsForgotten() {
        Plan plan = atEnd().shards(2)
                .releasedAt(NOW.minusMillis(5_000), 1)
                .member("a", set(0), new Lease(set(0), REBUILD, REBUILD))
                .member("b", set(), heard())
                .plan();
        assertThat(kinds(plan)).doesNotContain(Kind.HANDED_OVER);
        assertThat(plan.handOvers())
                .singleElement()
                .satisfies(handOver -> assertThat(handOver.isReleased()).isFalse());
    }

    @Test
    void aShardThatRestsIsAdoptedByNobodyWhoeverReportsIt() {
        for (Fixture group : List.of(during(), atEnd())) {
            Plan plan = group.shards(2)
                    .fence(1, NOW.plusMillis(5_000))
                    .member("a", set(0), heard(0, 1))
                    .plan();
            assertThat(kinds(plan)).doesNotContain(Kind.ADOPTED, Kind.GRANTED);
            assertThat(plan.endedFences()).isEmpty();
            assertThat(plan.grants().values()).noneMatch(grant -> grant.shards().contains(new ShardId(TOPIC, 1)));
        }
    }

    @Test
    void aShardOfASilentMemberRestsFirstAlsoWhenAnotherReportsIt() {
        Fixture group = atEnd().expiryHeldUntil(NOW.minusMillis(5_000)) // the margin comes on top of it
                .fenceMargin(Duration.ofSeconds(5))
                .shards(2)
                .member("a", set(1), fromBefore(1))
                .member("b", set(0), heard(0, 1));
        Plan end = group.plan();
        assertThat(end.expired()).containsExactly(new MemberId("a"));
        assertThat(end.fences()).containsOnlyKeys(new ShardId(TOPIC, 1));
        assertThat(end.grants().values()).noneMatch(grant -> grant.shards().contains(new ShardId(TOPIC, 1)));
        assertThat(kinds(end)).doesNotContain(Kind.ADOPTED, Kind.GRANTED);
    }

    @Test
    void theEndOfABigOneComesBeforeTheMovesThatItMakesPossible() {
        // given
        Fixture group = atEnd().shards(20);
        for (int member = 0; member < 10; member++) {
            group.add(new Member(
                    new MemberId("m" + member), new Grant(set(member), false, REBUILD), false, heard(member)));
        }
        Planner planner = new Planner(new StickyBalancedAssignor(), 5);

        // when
        List<Plan> parts = planner.parts(group.snapshot());
        Plan end = parts.get(0);
        Plan next = planner.parts(end.applyTo(group.snapshot(), EPOCH + 1)).get(0);

        // then
        assertThat(parts).hasSize(1);
        assertThat(end.endsRebuild()).isTrue();
        assertThat(end.grants())
                .as("who was confirmed stays so until the end is in force: an answer in between needs no pass")
                .isEmpty();
        assertThat(end.more()).isTrue();
        assertThat(kinds(next)).contains(Kind.GRANTED);
    }

    @Test
    void whatIsAdoptedAtTheEndOfABigOneIsWrittenWithTheEnd() {
        // given
        Fixture group = atEnd().shards(20).member("a", set(0), heard(0, 19));
        for (int member = 1; member < 10; member++) {
            group.member("m" + member, set(member), heard(member));
        }

        // when
        Plan end = new Planner(new StickyBalancedAssignor(), 5)
                .parts(group.snapshot())
                .get(0);

        // then
        assertThat(end.endsRebuild()).isTrue();
        assertThat(end.grants()).containsOnlyKeys(new MemberId("a"));
        assertThat(granted(end, "a")).isEqualTo(set(0, 19));
    }

    @Test
    void theSilentLeaveBeforeABigOneEnds() {
        // given
        Fixture group = atEnd().shards(20).member("a", set(), heard());
        for (int member = 0; member < 10; member++) {
            group.member("m" + member, set(member), fromBefore(member));
        }

        // when
        Plan first = new Planner(new StickyBalancedAssignor(), 6)
                .parts(group.snapshot())
                .get(0);

        // then
        assertThat(first.expired()).hasSize(3);
        assertThat(first.endsRebuild()).isFalse();
        assertThat(first.more()).isTrue();
    }
}
