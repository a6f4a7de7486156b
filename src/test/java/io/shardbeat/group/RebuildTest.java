package io.shardbeat.group;

import static io.shardbeat.group.AfterLoss.REBUILD;
import static io.shardbeat.group.AfterLoss.atEnd;
import static io.shardbeat.group.AfterLoss.during;
import static io.shardbeat.group.AfterLoss.fromBefore;
import static io.shardbeat.group.AfterLoss.heard;
import static io.shardbeat.group.AfterLoss.heardTwice;
import static io.shardbeat.group.Fixture.EPOCH;
import static io.shardbeat.group.Fixture.NOW;
import static io.shardbeat.group.Fixture.granted;
import static io.shardbeat.group.Fixture.kinds;
import static io.shardbeat.group.Fixture.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.StickyBalancedAssignor;
import io.shardbeat.group.Decision.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** After the store lost writes: what is stored is a hypothesis, what members report is the evidence. */
class RebuildTest {
    @Test
    void aMemberWhoseReportAgreesIsConfirmedAtOnce() {
        Plan plan = during().shards(2).member("a", set(0, 1), heard(0, 1)).plan();
        assertThat(plan.grants().get(new MemberId("a")).confirmedAt()).isEqualTo(REBUILD);
        assertThat(plan.nextDueMillis()).hasValue(NOW + 20_000);
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
        assertThat(plan.nextDueMillis()).hasValue(NOW + 25_000);
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
                .releasedAt(NOW - 5_000, 1)
                .member("a", set(0), new Lease(set(0), REBUILD, REBUILD))
                .member("b", set(), heard())
                .plan();
        assertThat(kinds(plan)).doesNotContain(Kind.HANDED_OVER);
        assertThat(plan.handOvers())
                .singleElement()
                .satisfies(handOver -> assertThat(handOver.isReleased()).isFalse());
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
        Commit end = planner.step(group.snapshot());
        Commit next = planner.step(end.plan().applyTo(group.snapshot(), EPOCH + 1));

        // then
        assertThat(end.plan().endsRebuild()).isTrue();
        assertThat(end.plan().grants())
                .as("who was confirmed stays so until the end is in force: an answer in between needs no pass")
                .isEmpty();
        assertThat(end.plan().more()).isTrue();
        assertThat(kinds(next.plan())).contains(Kind.GRANTED);
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
                .step(group.snapshot())
                .plan();

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
        Commit first = new Planner(new StickyBalancedAssignor(), 6).step(group.snapshot());

        // then
        assertThat(first.plan().expired()).hasSize(3);
        assertThat(first.plan().endsRebuild()).isFalse();
        assertThat(first.plan().more()).isTrue();
    }
}
