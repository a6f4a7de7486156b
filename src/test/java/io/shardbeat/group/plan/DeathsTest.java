package io.shardbeat.group.plan;

import static io.shardbeat.group.plan.Fixture.EPOCH;
import static io.shardbeat.group.plan.Fixture.NOW;
import static io.shardbeat.group.plan.Fixture.kinds;
import static io.shardbeat.group.plan.Fixture.shard;
import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.sticky.StickyBalancedAssignor;
import io.shardbeat.group.safeguard.ExpiryWindow;
import io.shardbeat.group.safeguard.SafeguardState;
import io.shardbeat.group.shard.Decision.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** More deaths than one commit may write. */
class DeathsTest {
    /** The brake held until now. */
    private static final SafeguardState HELD =
            new SafeguardState(new ExpiryWindow(NOW.minusMillis(20_000), 20, 11, NOW));

    @Test
    void theShardsThatRestCount() {
        // given
        Fixture group =
                new Fixture().shards(4).fenceMargin(Duration.ofSeconds(5)).alive("d", 3);

        // when
        Plan plan = first(group.silent("a", 0).silent("b", 1).silent("c", 2), 4);

        // then
        assertThat(plan.expired()).containsExactly(new MemberId("a"), new MemberId("b"));
        assertThat(plan.more()).isTrue();
    }

    @Test
    void theHandOversOfTheDeadEndAndCount() {
        // given
        Fixture group = new Fixture()
                .shards(4)
                .handOver(0, "a", "d", EPOCH)
                .handOver(1, "b", "d", EPOCH)
                .handOver(2, "c", "d", EPOCH)
                .alive("d", 3);

        // when
        Plan plan = first(group.silent("a").silent("b").silent("c"), 4);

        // then
        assertThat(plan.expired()).containsExactly(new MemberId("a"), new MemberId("b"));
        assertThat(plan.endedHandOvers()).containsExactly(shard(0), shard(1));
        assertThat(plan.handOvers()).isEmpty();
    }

    @Test
    void theBrakeHasLetGoWhenAllThatWereHeldHaveLeft() {
        // given
        Fixture group = new Fixture().watch(HELD).silent("a").silent("b");

        // when
        Plan plan = first(group.joined("c").joined("d"), 5);

        // then
        assertThat(kinds(plan)).containsExactly(Kind.EXPIRY_RESUMED, Kind.MEMBER_EXPIRED, Kind.MEMBER_EXPIRED);
        assertThat(plan.watch()).isEqualTo(new SafeguardState(new ExpiryWindow(NOW, 2, 0, null)));
        assertThat(plan.more()).isTrue();
    }

    @Test
    void theBrakeHasNotLetGoWhileSomeAreLeft() {
        // given
        Fixture group = new Fixture().watch(HELD).silent("a").silent("b").silent("c");

        // when
        Plan plan = first(group, 2);

        // then
        assertThat(kinds(plan)).containsExactly(Kind.MEMBER_EXPIRED);
        assertThat(plan.watch()).isNull();
    }

    private static Plan first(Fixture group, int writes) {
        return new Planner(new StickyBalancedAssignor(), writes)
                .parts(group.snapshot())
                .get(0);
    }
}
