package io.shardbeat.group.plan;

import static io.shardbeat.group.plan.Fixture.NOW;
import static io.shardbeat.group.plan.Fixture.set;
import static io.shardbeat.group.plan.Fixture.shard;
import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.group.Grant;
import io.shardbeat.group.HandOver;
import io.shardbeat.group.Member;
import io.shardbeat.group.shard.Cause;
import io.shardbeat.group.shard.Decision;
import io.shardbeat.group.shard.ShardState;
import io.shardbeat.group.shard.ShardState.Free;
import io.shardbeat.group.shard.ShardState.HandingOver;
import io.shardbeat.group.shard.ShardState.Held;
import io.shardbeat.group.shard.ShardState.Resting;
import io.shardbeat.group.shard.Transition;
import io.shardbeat.group.wish.Wishes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a later part of a plan undoes of an earlier one. Shard 1 has a fence that is over, and shards of the dead rest. */
class PlanSumTest {
    private static final Member A = new Member(new MemberId("a"), Grant.NOTHING, false, null);
    private static final HandOver HAND_OVER =
            new HandOver(shard(0), A.id(), new MemberId("b"), HandOver.NEW_EPOCH, NOW);
    private static final ShardState HELD = new Held(A.id());
    private static final ShardState HANDING_OVER = new HandingOver(HAND_OVER);
    private static final Consumer<PlanBuilder> BEGIN =
            plan -> plan.change(shard(0), HELD, HANDING_OVER, Cause.BALANCED);
    private static final Consumer<PlanBuilder> END = plan -> plan.change(shard(0), HANDING_OVER, HELD, Cause.CANCELLED);

    @Test
    void whoIsGrantedSomethingAndExpiresHasNoGrant() {
        Plan sum = sum(
                part(plan -> plan.put(A, new Grant(set(0), false))), part(plan -> plan.remove(A.id(), Cause.EXPIRED)));
        assertThat(sum.grants()).isEmpty();
        assertThat(sum.expired()).containsExactly(A.id());
    }

    @Test
    void aHandOverThatBeginsAndEndsIsOver() {
        Plan sum = sum(part(BEGIN), part(END));
        assertThat(sum.handOvers()).isEmpty();
        assertThat(sum.endedHandOvers()).containsExactly(shard(0));
    }

    @Test
    void aHandOverThatEndsAndBeginsIsUnderWay() {
        Plan sum = sum(part(END), part(BEGIN));
        assertThat(sum.handOvers()).containsExactly(HAND_OVER);
        assertThat(sum.endedHandOvers()).isEmpty();
    }

    @Test
    void aFenceThatEndsAndBeginsHoldsAndTheOtherWayRoundItIsOver() {
        Plan ends = part(plan -> {});
        Plan begins = part(
                plan -> plan.change(shard(1), new Held(A.id()), new Resting(NOW.plusMillis(5_000)), Cause.EXPIRED));
        Plan held = sum(ends, begins);
        Plan over = sum(begins, ends);
        assertThat(held.fences()).containsOnlyKeys(shard(1));
        assertThat(held.endedFences()).isEmpty();
        assertThat(over.fences()).isEmpty();
        assertThat(over.endedFences()).containsExactly(shard(1));
    }

    @Test
    void aRebuildThatAnyPartEndsIsOver() {
        Plan ends = part(plan -> plan.change(Decision.Kind.REBUILT, Cause.REBUILT));
        Plan other = part(plan -> {});
        assertThat(sum(ends, other).endsRebuild()).isTrue();
        assertThat(sum(other, ends).endsRebuild()).isTrue();
        assertThat(sum(other, other).endsRebuild()).isFalse();
    }

    @Test
    void theLatestWishesCountAndAPartThatLeavesThemAsTheyAreChangesNothing() {
        Wishes first = Wishes.of(Map.of(A.id(), 2), Map.of(), Set.of());
        Wishes last = Wishes.of(Map.of(A.id(), 3), Map.of(), Set.of());
        assertThat(sum(wishing(first), wishing(null)).wishes()).isEqualTo(first);
        assertThat(sum(wishing(null), wishing(last)).wishes()).isEqualTo(last);
        assertThat(sum(wishing(first), wishing(last)).wishes()).isEqualTo(last);
    }

    @Test
    void ofAShardThatChangesTwiceTheTransitionIsFromTheFirstStateToTheLast() {
        Plan sum = sum(part(END), part(plan -> plan.change(shard(0), HELD, Free.FREE, Cause.EXPIRED)));
        assertThat(sum.transitions())
                .containsEntry(shard(0), new Transition(shard(0), HANDING_OVER, Free.FREE, Cause.EXPIRED));
    }

    private static Plan wishing(@Nullable Wishes wishes) {
        return new Plan(List.of(), new TreeMap<>(), null, wishes, Optional.empty(), false);
    }

    private static Plan sum(Plan first, Plan second) {
        return Plan.inSequence(List.of(first, second));
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
