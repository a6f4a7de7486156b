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
import io.shardbeat.group.GroupOverrides;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.HandOverLimit;
import io.shardbeat.group.Lease;
import io.shardbeat.group.PoisonGuard;
import io.shardbeat.group.Safeguards;
import io.shardbeat.group.SelfPreservation;
import io.shardbeat.group.shard.Decision.Kind;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** For how long a shard rests after its holder let go of it: 2 s here, and the session timeout is 20 s. */
class ReleaseMarginTest {
    private static final Duration MARGIN = Duration.ofSeconds(2);
    private static final Lease SILENT = new Lease(set(0), EPOCH, EPOCH);
    private static final Lease AT_WORK = new Lease(set(0, 1), EPOCH, EPOCH);

    /** Shard 1 is on its way from a to b, and a's last heartbeat was this. */
    private static Fixture handingOver(Lease lease) {
        return withMembers(new Fixture().shards(2).releaseMargin(MARGIN).handOver(1, "a", "b", EPOCH - 100), lease);
    }

    /** The same, after a pass that saw at this time that a had let go. */
    private static Fixture resting(Instant since, Lease lease) {
        return withMembers(new Fixture().shards(2).releaseMargin(MARGIN).releasedAt(since, 1), lease);
    }

    private static Fixture withMembers(Fixture group, Lease lease) {
        return group.member("a", set(0), lease).alive("b");
    }

    @Test
    void aReleasedShardRestsInNobodysGrant() {
        // given
        Fixture group = handingOver(SILENT);

        // when
        Plan plan = group.plan();

        // then
        assertThat(plan.grants()).isEmpty();
        assertThat(plan.endedHandOvers()).isEmpty();
        assertThat(plan.handOvers()).singleElement().satisfies(rests -> {
            assertThat(rests.released()).isEqualTo(NOW);
            assertThat(rests.holder()).isEqualTo(new MemberId("a"));
            assertThat(rests.next()).isEqualTo(new MemberId("b"));
        });
        assertThat(kinds(plan)).containsExactly(Kind.HAND_OVER_RELEASED);
        assertThat(plan.nextDue()).hasValue(NOW.plusMillis(2_000));
    }

    @Test
    void whileItRestsNothingIsWritten() {
        // given
        GroupSnapshot before = handingOver(SILENT).snapshot();
        GroupSnapshot group = Fixture.PLANNER.plan(before).applyTo(before, EPOCH + 1);

        // when
        Plan plan = Fixture.PLANNER.plan(group);

        // then
        assertThat(plan.changesNothing()).isTrue();
        assertThat(plan.nextDue()).hasValue(NOW.plusMillis(2_000));
    }

    @Test
    void whenItHasRestedItIsHandedOver() {
        // given
        Fixture tooEarly = resting(NOW.minusMillis(1_999), SILENT);
        Fixture group = resting(NOW.minusMillis(2_000), SILENT);

        // when
        Plan plan = group.plan();

        // then
        assertThat(tooEarly.plan().changesNothing()).isTrue();
        assertThat(granted(plan, "b")).isEqualTo(set(1));
        assertThat(kinds(plan)).containsExactly(Kind.HANDED_OVER);
        assertThat(plan.endedHandOvers()).containsExactly(shard(1));
    }

    @Test
    void aHolderThatReportsTheShardAgainHasNotLetGo() {
        // given: a delayed copy had been taken for news
        Fixture group = resting(NOW.minusMillis(2_000), AT_WORK);

        // when
        Plan plan = group.plan();

        // then
        assertThat(plan.grants()).isEmpty();
        assertThat(plan.handOvers())
                .singleElement()
                .satisfies(goesOn -> assertThat(goesOn.isReleased()).isFalse());
    }

    @Test
    void aShardThatRestsIsNeitherStuckNorForced() {
        // given: its hand-over has taken longer than the session timeout
        Fixture group = new Fixture()
                .shards(2)
                .releaseMargin(MARGIN)
                .safeguards(new Safeguards(new HandOverLimit(null, true), SelfPreservation.DEFAULT, PoisonGuard.OFF))
                .handOverFor(Duration.ofSeconds(30), 1, "a", false);

        // when
        Plan plan = withMembers(group, SILENT).plan();

        // then
        assertThat(kinds(plan)).containsExactly(Kind.HAND_OVER_RELEASED);
    }

    @Test
    void whoDiesAfterItLetGoDelaysTheShardNoLongerThanItWouldHaveRested() {
        // given
        Fixture group = new Fixture().shards(2).releaseMargin(MARGIN).releasedAt(NOW.minusMillis(500), 1);

        // when
        Plan plan = group.silent("a", 0).alive("b").plan();

        // then
        assertThat(plan.fences()).containsOnly(java.util.Map.entry(shard(1), NOW.plusMillis(1_500)));
        assertThat(granted(plan, "b")).isEqualTo(set(0));
    }

    @Test
    void whenTheNextHolderIsGoneItGoesBackAtOnceToTheOneThatLetGo() {
        // given
        Fixture group = new Fixture().shards(2).releaseMargin(MARGIN).releasedAt(NOW.minusMillis(500), 1);

        // when
        Plan plan = group.member("a", set(0), SILENT).plan();

        // then
        assertThat(granted(plan, "a")).isEqualTo(set(0, 1));
        assertThat(kinds(plan)).containsExactly(Kind.HAND_OVER_CANCELLED);
    }

    @Test
    void whenTheNextHolderIsGoneAndTheLastHasEnoughItRestsOnForSomebodyElse() {
        // given
        Instant letGo = NOW.minusMillis(500);
        Fixture group = new Fixture().shards(2).releaseMargin(MARGIN).releasedAt(letGo, 1);

        // when
        Plan plan = group.member("a", set(0), SILENT).alive("c").plan();

        // then
        assertThat(kinds(plan)).containsExactly(Kind.HAND_OVER_REDIRECTED);
        assertThat(plan.handOvers()).singleElement().satisfies(rests -> {
            assertThat(rests.next()).isEqualTo(new MemberId("c"));
            assertThat(rests.released()).isEqualTo(letGo);
        });
    }

    @Test
    void aShardThatLeftTheCatalogRestsTooInCaseItComesBack() {
        // given
        Fixture gone = handingOver(SILENT).catalog(ShardSet.of(Fixture.TOPIC, 0));

        // when
        Plan plan = gone.plan();

        // then
        assertThat(plan.endedHandOvers()).isEmpty();
        assertThat(plan.handOvers())
                .singleElement()
                .satisfies(rests -> assertThat(rests.released()).isEqualTo(NOW));
    }

    @Test
    void aMarginIsNotNegative() {
        assertThatThrownBy(() -> new GroupOverrides(null, Duration.ofMillis(-1), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the release margin must not be negative, was PT-0.001S");
    }
}
