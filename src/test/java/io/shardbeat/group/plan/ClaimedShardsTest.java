package io.shardbeat.group.plan;

import static io.shardbeat.group.plan.Fixture.EPOCH;
import static io.shardbeat.group.plan.Fixture.granted;
import static io.shardbeat.group.plan.Fixture.set;
import static io.shardbeat.group.plan.Fixture.shard;
import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.group.Grant;
import io.shardbeat.group.Lease;
import io.shardbeat.group.shard.Cause;
import io.shardbeat.group.shard.Decision;
import io.shardbeat.group.shard.Decision.Kind;
import org.junit.jupiter.api.Test;

/** At ordinary times, shards that somebody reports who does not have them. */
class ClaimedShardsTest {
    private static final MemberId A = new MemberId("a");
    private static final MemberId B = new MemberId("b");
    private static final MemberId C = new MemberId("c");

    @Test
    void aFreeShardWaitsForWhoeverReportsIt() {
        Plan plan = new Fixture()
                .shards(3)
                .member("a", set(0), new Lease(set(0, 1, 2), EPOCH, 0))
                .alive("b")
                .plan();
        assertThat(plan.grants()).containsOnlyKeys(A);
        assertThat(granted(plan, "a")).isEqualTo(set(0, 1));
        assertThat(plan.handOvers()).singleElement().satisfies(handOver -> {
            assertThat(handOver.holder()).isEqualTo(A);
            assertThat(handOver.next()).isEqualTo(B);
        });
        assertThat(plan.decisions()).contains(new Decision(Kind.HAND_OVER_BEGUN, shard(2), A, B, Cause.REPORTED));
    }

    @Test
    void soDoesOneWhoseHolderHasLetGo() {
        // given
        Fixture group = new Fixture()
                .shards(3)
                .handOver(1, "a", "b", EPOCH - 100)
                .member("a", set(0), new Lease(set(0), EPOCH, EPOCH))
                .alive("b")
                .member("c", set(2), new Lease(set(1, 2), EPOCH, 0));

        // when
        Plan plan = group.plan();

        // then
        assertThat(plan.grants())
                .doesNotContainKey(B)
                .containsEntry(A, new Grant(set(0), false))
                .containsEntry(C, new Grant(set(2), true));
        assertThat(plan.handOvers()).singleElement().satisfies(handOver -> {
            assertThat(handOver.holder()).isEqualTo(C);
            assertThat(handOver.next()).isEqualTo(B);
        });
    }
}
