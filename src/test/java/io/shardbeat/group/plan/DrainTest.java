package io.shardbeat.group.plan;

import static io.shardbeat.group.plan.Fixture.EPOCH;
import static io.shardbeat.group.plan.Fixture.NOW;
import static io.shardbeat.group.plan.Fixture.granted;
import static io.shardbeat.group.plan.Fixture.kinds;
import static io.shardbeat.group.plan.Fixture.set;
import static io.shardbeat.group.plan.Fixture.shard;
import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.group.Lease;
import io.shardbeat.group.shard.Cause;
import io.shardbeat.group.shard.Decision;
import io.shardbeat.group.shard.Decision.Kind;
import io.shardbeat.group.wish.Note;
import io.shardbeat.group.wish.Park;
import io.shardbeat.group.wish.Wishes;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Drained members that have what no other member may have. */
class DrainTest {
    private static final MemberId A = new MemberId("a");
    private static final MemberId B = new MemberId("b");
    private static final ShardId VIEWS = new ShardId("views", 0);
    private static final Wishes A_IS_DRAINED = Wishes.of(Map.of(), Map.of(), Set.of(A));

    /** Member a consumes clicks and views and has the one shard of each; b consumes clicks only. */
    private static Fixture group(Wishes wishes) {
        ShardSet both = new ShardSet.Builder()
                .topic(Fixture.TOPIC)
                .topic(VIEWS.topic())
                .add(Fixture.TOPIC, 0)
                .add(VIEWS.topic(), VIEWS.number())
                .build();
        return new Fixture()
                .catalog(both)
                .wishes(wishes)
                .member("a", both, new Lease(both, EPOCH, 0))
                .alive("b");
    }

    @Test
    void aDrainedMemberKeepsWhatNobodyElseConsumesAndHandsOverTheRest() {
        Plan plan = group(A_IS_DRAINED).plan();

        assertThat(plan.decisions()).containsExactly(new Decision(Kind.HAND_OVER_BEGUN, shard(0), A, B, Cause.DRAINED));
        assertThat(granted(plan, "a").shards()).containsExactly(VIEWS);
    }

    @Test
    void whatIsParkedLeavesADrainedMemberThoughNobodyElseConsumesIt() {
        Wishes parked = A_IS_DRAINED.withPark(VIEWS, new Park(NOW.plusMillis(60_000), Note.NONE));
        Plan plan = group(parked).plan();

        assertThat(plan.decisions()).contains(new Decision(Kind.HAND_OVER_BEGUN, VIEWS, A, null, Cause.PARKED));
        assertThat(granted(plan, "a").hasNoShards()).isTrue();
    }

    @Test
    void whereEverybodyIsDrainedAFreeShardIsWorkedOnAllTheSame() {
        Plan plan = new Fixture()
                .shards(3)
                .wishes(Wishes.of(Map.of(), Map.of(), Set.of(A, B)))
                .alive("a", 0, 1)
                .alive("b")
                .plan();

        assertThat(kinds(plan)).contains(Kind.GRANTED);
        assertThat(granted(plan, "b")).isEqualTo(set(2));
    }
}
