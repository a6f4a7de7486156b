package io.shardbeat.group.plan;

import static io.shardbeat.group.plan.Fixture.EPOCH;
import static io.shardbeat.group.plan.Fixture.NOW;
import static io.shardbeat.group.plan.Fixture.granted;
import static io.shardbeat.group.plan.Fixture.kinds;
import static io.shardbeat.group.plan.Fixture.set;
import static io.shardbeat.group.plan.Fixture.shard;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.group.ClientFamily;
import io.shardbeat.group.Grant;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.HandOverLimit;
import io.shardbeat.group.Lease;
import io.shardbeat.group.Member;
import io.shardbeat.group.PoisonGuard;
import io.shardbeat.group.Safeguards;
import io.shardbeat.group.SelfPreservation;
import io.shardbeat.group.shard.Cause;
import io.shardbeat.group.shard.Decision;
import io.shardbeat.group.shard.Decision.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Hand-overs whose holder does not let go. The session timeout is 20 s, and the limit is two of it by default. */
class StuckHandOverTest {
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final Lease STILL_REPORTS_1 = new Lease(set(0, 1), EPOCH, EPOCH);

    @Test
    void aHandOverIsStuckAtItsLimitAndNotBefore() {
        Plan justBefore = waiting(LIMIT.minusMillis(1), false).plan();
        Plan atTheLimit = waiting(LIMIT, false).plan();

        assertThat(justBefore.changesNothing()).isTrue();
        assertThat(justBefore.nextDue()).hasValue(NOW.plusMillis(1));
        assertThat(atTheLimit.decisions())
                .containsExactly(new Decision(
                        Kind.HAND_OVER_STUCK, shard(1), new MemberId("a"), new MemberId("b"), Cause.OVERDUE));
        assertThat(atTheLimit.grants()).isEmpty();
    }

    @Test
    void itIsSaidOnceAndTheGroupIsLookedAtAgainNevertheless() {
        // given
        GroupSnapshot group = waiting(LIMIT, false).snapshot();

        // when
        GroupSnapshot after = Fixture.PLANNER.plan(group).applyTo(group, EPOCH + 1);
        Plan second = Fixture.PLANNER.plan(after);

        // then
        assertThat(after.handOvers())
                .singleElement()
                .satisfies(handOver -> assertThat(handOver.stuck()).isTrue());
        assertThat(second.changesNothing()).isTrue();
        assertThat(second.nextDue()).hasValue(NOW.plusMillis(LIMIT.toMillis()));
    }

    @Test
    void aLimitOfItsOwnReplacesTheSessionTimeout() {
        // given
        HandOverLimit limit = new HandOverLimit(Duration.ofSeconds(3), false);

        // when
        Plan plan =
                waiting(Duration.ofSeconds(3), false).safeguards(with(limit)).plan();

        // then
        assertThat(kinds(plan)).containsExactly(Kind.HAND_OVER_STUCK);
    }

    /** A Python consumer beats every half session timeout and lets go at its third or fourth heartbeat. */
    @Test
    void aHolderThatBeatsRarelyHasFourOfItsIntervals() {
        // given
        Duration interval = Duration.ofSeconds(15);
        Duration limit = interval.multipliedBy(4);

        // when
        Plan justBefore = waitingFor(interval, limit.minusMillis(1)).plan();
        Plan atTheLimit = waitingFor(interval, limit).plan();

        // then
        assertThat(justBefore.changesNothing()).isTrue();
        assertThat(justBefore.nextDue()).hasValue(NOW.plusMillis(1));
        assertThat(kinds(atTheLimit)).containsExactly(Kind.HAND_OVER_STUCK);
    }

    @Test
    void aHolderThatBeatsOftenHasTwoSessionTimeouts() {
        Duration often = Duration.ofSeconds(1);

        assertThat(waitingFor(often, LIMIT.minusMillis(1)).plan().changesNothing())
                .isTrue();
        assertThat(kinds(waitingFor(often, LIMIT).plan())).containsExactly(Kind.HAND_OVER_STUCK);
    }

    @Test
    void aHandOverThatBeginsIsDueAtItsLimit() {
        // given
        Fixture group = new Fixture().shards(2).alive("a", 0, 1).alive("b");

        // when
        Plan plan = group.plan();

        // then
        assertThat(plan.handOvers()).hasSize(1);
        assertThat(plan.nextDue()).hasValue(NOW.plusMillis(LIMIT.toMillis()));
    }

    @Test
    void forceGrantsTheShardToTheNextMemberAtTheLimit() {
        // given
        Safeguards force = with(new HandOverLimit(null, true));

        // when
        Plan early = waiting(LIMIT.minusMillis(1), false).safeguards(force).plan();
        Plan plan = waiting(LIMIT, false).safeguards(force).plan();

        // then
        assertThat(early.changesNothing()).isTrue();
        assertThat(kinds(plan)).containsExactly(Kind.HAND_OVER_FORCED);
        assertThat(granted(plan, "b")).isEqualTo(set(1));
        assertThat(plan.endedHandOvers()).containsExactly(shard(1));
        assertThat(plan.grants().get(new MemberId("a"))).isEqualTo(new Grant(set(0), false));
    }

    @Test
    void forceAlsoEndsAHandOverThatWasFoundStuckBeforeItWasSwitchedOn() {
        // given
        Fixture group = waiting(LIMIT.multipliedBy(9), true).safeguards(with(new HandOverLimit(null, true)));

        // when
        Plan plan = group.plan();

        // then
        assertThat(kinds(plan)).containsExactly(Kind.HAND_OVER_FORCED);
    }

    @Test
    void forceGivesNothingToNobody() {
        // given: all that are left consume another topic by now
        ShardSet elsewhere = ShardSet.of("views");
        Fixture group = new Fixture()
                .shards(2)
                .handOverFor(LIMIT, 1, "a", false)
                .member("a", set(), new Lease(set(1).withTopics(elsewhere.topics()), EPOCH, 0))
                .member("b", set(), new Lease(elsewhere, EPOCH, 0))
                .safeguards(with(new HandOverLimit(null, true)));

        // when
        Plan plan = group.plan();

        // then
        assertThat(kinds(plan)).doesNotContain(Kind.HAND_OVER_FORCED, Kind.HANDED_OVER);
    }

    @Test
    void aStuckHandOverThatIsReleasedAtLastIsHandedOver() {
        // given
        Fixture group = new Fixture()
                .shards(2)
                .handOverFor(LIMIT.multipliedBy(2), 1, "a", true)
                .member("a", set(0), new Lease(set(0), EPOCH, EPOCH))
                .alive("b");

        // when
        Plan plan = group.plan();

        // then
        assertThat(kinds(plan)).containsExactly(Kind.HANDED_OVER);
        assertThat(granted(plan, "b")).isEqualTo(set(1));
    }

    @Test
    void aHandOverOfAShardThatLeftTheCatalogIsStuckAtTheSameLimit() {
        // given: shard 1 is meant for nobody any more
        Fixture early = waiting(LIMIT.minusMillis(1), false).shards(1);
        Fixture group = waiting(LIMIT, false).shards(1);

        // then
        assertThat(kinds(early.plan())).containsExactly(Kind.HAND_OVER_REDIRECTED);
        assertThat(group.plan().decisions())
                .contains(new Decision(Kind.HAND_OVER_STUCK, shard(1), new MemberId("a"), null, Cause.OVERDUE));
    }

    @Test
    void aLimitOfNothingIsNone() {
        assertThatThrownBy(() -> new HandOverLimit(Duration.ZERO, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT0S");
    }

    /** a was asked to let go of shard 1 so long ago, and still reports it. */
    private static Fixture waiting(Duration time, boolean stuck) {
        return new Fixture()
                .shards(2)
                .handOverFor(time, 1, "a", stuck)
                .member("a", set(0), STILL_REPORTS_1)
                .alive("b");
    }

    private static Fixture waitingFor(Duration interval, Duration time) {
        return new Fixture()
                .shards(2)
                .handOverFor(time, 1, "a", false)
                .add(new Member(
                        new MemberId("a"),
                        new Grant(set(0), true),
                        false,
                        STILL_REPORTS_1,
                        interval,
                        ClientFamily.SLS_PYTHON))
                .alive("b");
    }

    private static Safeguards with(HandOverLimit limit) {
        return new Safeguards(limit, SelfPreservation.DEFAULT, PoisonGuard.OFF);
    }
}
