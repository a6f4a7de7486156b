package io.shardbeat.group.plan;

import static io.shardbeat.group.plan.Fixture.granted;
import static io.shardbeat.group.plan.Fixture.shard;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.group.GroupOverrides;
import io.shardbeat.group.HandOver;
import io.shardbeat.group.shard.Cause;
import io.shardbeat.group.shard.Decision;
import io.shardbeat.group.wish.WeightRule;
import io.shardbeat.group.wish.Wishes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What operators want of a group, carried out by passes. */
class WishesTest {
    private static final MemberId A = new MemberId("a");
    private static final MemberId B = new MemberId("b");

    @Test
    void aMemberOfTwiceTheWeightGetsTwiceTheShards() {
        Plan plan = new Fixture()
                .shards(9)
                .wishes(Wishes.of(Map.of(A, 2), Map.of(), Set.of()))
                .joined("a")
                .joined("b")
                .plan();

        assertThat(granted(plan, "a").size()).isEqualTo(6);
        assertThat(granted(plan, "b").size()).isEqualTo(3);
    }

    @Test
    void theWeightOfNamesLikeItsOwnCountsWhereNobodyWeighedTheMember() {
        GroupOverrides bigOnes = new GroupOverrides(null, null, null, List.of(new WeightRule("big-*", 2)));
        Plan plan = new Fixture()
                .shards(9)
                .overrides(bigOnes)
                .joined("big-1")
                .joined("small-1")
                .plan();

        assertThat(granted(plan, "big-1").size()).isEqualTo(6);
        assertThat(granted(plan, "small-1").size()).isEqualTo(3);
    }

    @Test
    void aPinnedShardGoesToItsMemberAndStaysThereWhateverTheBalance() {
        Wishes pins = Wishes.of(Map.of(), Map.of(shard(0), B, shard(2), B, shard(3), B), Set.of());
        Fixture group = new Fixture().shards(4).wishes(pins).alive("a", 0, 1).alive("b", 2, 3);

        Plan plan = group.plan();

        assertThat(plan.decisions())
                .containsExactly(new Decision(Decision.Kind.HAND_OVER_BEGUN, shard(0), A, B, Cause.PINNED));
        assertThat(new Fixture()
                        .shards(4)
                        .wishes(pins)
                        .alive("a", 1)
                        .alive("b", 0, 2, 3)
                        .plan()
                        .changesNothing())
                .isTrue();
    }

    @Test
    void aPinToAMemberThatIsNotThereOrDrainedHasNoEffect() {
        Map<ShardId, MemberId> pins = Map.of(shard(0), new MemberId("gone"));
        assertThat(new Fixture()
                        .shards(2)
                        .wishes(Wishes.of(Map.of(), pins, Set.of()))
                        .alive("a", 0)
                        .alive("b", 1)
                        .plan()
                        .changesNothing())
                .isTrue();
        Plan drained = new Fixture()
                .shards(2)
                .wishes(Wishes.of(Map.of(), Map.of(shard(0), A), Set.of(A)))
                .alive("a", 0)
                .alive("b", 1)
                .plan();
        assertThat(drained.handOvers()).extracting(HandOver::next).containsExactly(B);
    }

    @Test
    void aDrainedMemberReceivesNothingAndHandsOverWhatItHas() {
        Plan plan = new Fixture()
                .shards(4)
                .wishes(Wishes.of(Map.of(), Map.of(), Set.of(A)))
                .alive("a", 0)
                .alive("b", 1)
                .plan();

        assertThat(granted(plan, "b").size()).isEqualTo(3);
        assertThat(granted(plan, "a").hasNoShards()).isTrue();
        assertThat(plan.decisions())
                .contains(new Decision(Decision.Kind.HAND_OVER_BEGUN, shard(0), A, B, Cause.DRAINED));
    }

    @Test
    void aDrainedMemberKeepsItsShardsWhileThereIsNobodyElse() {
        Fixture alone = new Fixture()
                .shards(2)
                .wishes(Wishes.of(Map.of(), Map.of(), Set.of(A, B)))
                .alive("a", 0)
                .alive("b", 1);

        assertThat(alone.plan().changesNothing()).isTrue();
    }

    @Test
    void aWeightBelowOneIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Wishes.of(Map.of(A, 0), Map.of(), Set.of()))
                .withMessage("a weight is from 1 to 1000, was 0");
    }
}
