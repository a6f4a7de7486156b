package io.shardbeat.group;

import static io.shardbeat.group.Fixture.NOW;
import static io.shardbeat.group.Fixture.set;
import static io.shardbeat.group.Fixture.shard;
import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.MemberId;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a later part of a plan undoes of an earlier one. Shard 1 has a fence that is over, and shards of the dead rest. */
class PlanSumTest {
    private static final Member A = new Member(new MemberId("a"), Grant.NOTHING, false, null);
    private static final HandOver HAND_OVER =
            new HandOver(shard(0), A.id(), new MemberId("b"), HandOver.NEW_EPOCH, NOW);

    @Test
    void whoIsGrantedSomethingAndExpiresHasNoGrant() {
        Plan sum =
                PlanSum.of(List.of(part(plan -> plan.put(A, new Grant(set(0), false))), part(plan -> plan.expire(A))));
        assertThat(sum.grants()).isEmpty();
        assertThat(sum.expired()).containsExactly(A.id());
    }

    @Test
    void aHandOverThatBeginsAndEndsIsOver() {
        Plan sum = PlanSum.of(List.of(part(plan -> plan.goOn(HAND_OVER)), part(plan -> plan.endHandOver(HAND_OVER))));
        assertThat(sum.handOvers()).isEmpty();
        assertThat(sum.endedHandOvers()).containsExactly(shard(0));
    }

    @Test
    void aHandOverThatEndsAndBeginsIsUnderWay() {
        Plan sum = PlanSum.of(List.of(part(plan -> plan.endHandOver(HAND_OVER)), part(plan -> plan.goOn(HAND_OVER))));
        assertThat(sum.handOvers()).containsExactly(HAND_OVER);
        assertThat(sum.endedHandOvers()).isEmpty();
    }

    @Test
    void aFenceThatEndsAndBeginsHoldsAndTheOtherWayRoundItIsOver() {
        Plan ends = part(plan -> {});
        Plan begins = part(plan -> plan.free(shard(1), A));
        Plan held = PlanSum.of(List.of(ends, begins));
        Plan over = PlanSum.of(List.of(begins, ends));
        assertThat(held.fences()).containsOnlyKeys(shard(1));
        assertThat(held.endedFences()).isEmpty();
        assertThat(over.fences()).isEmpty();
        assertThat(over.endedFences()).containsExactly(shard(1));
    }

    @Test
    void aRebuildThatAnyPartEndsIsOver() {
        Plan ends = part(PlanBuilder::endRebuild);
        Plan other = part(plan -> {});
        assertThat(PlanSum.of(List.of(ends, other)).endsRebuild()).isTrue();
        assertThat(PlanSum.of(List.of(other, ends)).endsRebuild()).isTrue();
        assertThat(PlanSum.of(List.of(other, other)).endsRebuild()).isFalse();
    }

    private static Plan part(Consumer<PlanBuilder> decisions) {
        PlanBuilder plan = new PlanBuilder(new Fixture()
                .shards(2)
                .fenceMargin(Duration.ofSeconds(5))
                .fence(1, NOW)
                .snapshot());
        decisions.accept(plan);
        return plan.build();
    }
}
