package io.shardbeat.group.plan;

import static io.shardbeat.group.plan.Fixture.EPOCH;
import static io.shardbeat.group.plan.Fixture.NOW;
import static io.shardbeat.group.plan.Fixture.shard;
import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.sticky.StickyBalancedAssignor;
import io.shardbeat.group.HandOverLimit;
import io.shardbeat.group.PoisonGuard;
import io.shardbeat.group.Safeguards;
import io.shardbeat.group.SelfPreservation;
import io.shardbeat.group.safeguard.ShardDeaths;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How many of the dead leave with one commit, where there are more than it may write. A death is two writes. */
class ExpiryPartTest {
    private static final PoisonGuard GUARD = new PoisonGuard(3, Duration.ofMinutes(1), Duration.ofMinutes(5));

    @Test
    void aShardThatRestsAfterADeathIsAWriteOfThatDeath() {
        Fixture group = fourDead(
                new Fixture().shards(5).fenceMargin(Duration.ofSeconds(5)).alive("z", 4));

        assertThat(part(group, 6).expired()).hasSize(2);
        assertThat(part(group, 8).expired()).hasSize(3);
        assertThat(part(group, 10).expired()).hasSize(4);
    }

    @Test
    void aHandOverThatADeathEndsIsAWriteOfThatDeath() {
        Fixture group = new Fixture().shards(5);
        for (int shard = 0; shard < 3; shard++) {
            group.handOver(shard, "a", "b", EPOCH - 100);
        }

        Plan part = part(group.silent("a").silent("b").silent("c").alive("z", 3, 4), 5);

        assertThat(part.expired()).containsExactly(new MemberId("a"));
        assertThat(part.endedHandOvers()).containsExactlyInAnyOrder(shard(0), shard(1), shard(2));
    }

    @Test
    void theShardsOfThoseWhoLeaveHaveLostAHolderAndThoseOfTheOthersHaveNot() {
        Safeguards guarded = new Safeguards(HandOverLimit.REPORTED, SelfPreservation.DEFAULT, GUARD);

        Plan part = part(fourDead(new Fixture().shards(5).safeguards(guarded).alive("z", 4)), 3);

        assertThat(part.expired()).hasSize(2);
        assertThat(part.watch()).isNotNull();
        assertThat(part.watch().deaths())
                .containsOnlyKeys(shard(0), shard(1))
                .containsValue(new ShardDeaths(1, NOW, null));
    }

    /** Members m0 to m3 with a shard each. */
    private static Fixture fourDead(Fixture group) {
        for (int member = 0; member < 4; member++) {
            group.silent("m" + member, member);
        }
        return group;
    }

    private static Plan part(Fixture group, int writes) {
        Plan part = new Planner(new StickyBalancedAssignor(), writes)
                .parts(group.snapshot())
                .get(0);
        assertThat(part.more()).isTrue();
        return part;
    }
}
