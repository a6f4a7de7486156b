package io.shardbeat.group.plan;

import static io.shardbeat.group.plan.Fixture.EPOCH;
import static io.shardbeat.group.plan.Fixture.NOW;
import static io.shardbeat.group.plan.Fixture.set;
import static io.shardbeat.group.plan.Fixture.shard;
import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.group.FenceMargin;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.HandOverLimit;
import io.shardbeat.group.Lease;
import io.shardbeat.group.PoisonGuard;
import io.shardbeat.group.Safeguards;
import io.shardbeat.group.SelfPreservation;
import io.shardbeat.group.plan.ChangeOfHands.Cause;
import io.shardbeat.group.safeguard.ExpiryWindow;
import io.shardbeat.group.safeguard.SafeguardState;
import io.shardbeat.group.safeguard.ShardDeaths;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is known of the time between two holders. The session timeout is 20 s. */
class ChangesOfHandsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @Test
    void aReleasedShardWasNobodysSinceTheHandOverBegan() {
        Fixture group = new Fixture()
                .shards(2)
                .handOverFor(Duration.ofSeconds(3), 1, "a", false)
                .member("a", set(0), new Lease(set(0), EPOCH, EPOCH))
                .alive("b");
        assertThat(changes(group))
                .containsExactly(new ChangeOfHands(shard(1), Cause.RELEASED, Duration.ofSeconds(3), false));
    }

    @Test
    void aForcedHandOverMayOverlap() {
        Fixture group = new Fixture()
                .shards(2)
                .handOverFor(TIMEOUT, 1, "a", true)
                .member("a", set(0), new Lease(set(0, 1), EPOCH, EPOCH))
                .alive("b")
                .safeguards(
                        new Safeguards(new HandOverLimit(TIMEOUT, true), SelfPreservation.DEFAULT, PoisonGuard.OFF));
        assertThat(changes(group)).containsExactly(new ChangeOfHands(shard(1), Cause.FORCED, TIMEOUT, true));
    }

    @Test
    void aShardOfTheDeadThatIsGrantedAtOnceMayOverlap() {
        Fixture group = new Fixture().shards(2).silent("a", 0).alive("b", 1);
        assertThat(changes(group)).containsExactly(new ChangeOfHands(shard(0), Cause.EXPIRED, TIMEOUT, true));
    }

    @Test
    void soMayOneThatTheDeadHadBeenAskedFor() {
        Fixture group =
                new Fixture().shards(2).handOver(1, "a", "b", 1).silent("a").alive("b", 0);
        assertThat(changes(group)).containsExactly(new ChangeOfHands(shard(1), Cause.EXPIRED, TIMEOUT, true));
    }

    @Test
    void ofAHandOverWhoseHolderWasForgottenNothingIsKnown() {
        Fixture group = new Fixture()
                .shards(3)
                .handOver(1, "gone", "b", 1)
                .silent("a", 0)
                .alive("b", 2);
        assertThat(changes(group)).extracting(ChangeOfHands::shard).containsExactly(shard(0));
    }

    @Test
    void aFixedMarginEndsTheOverlapWhenItIsHalfTheTimeoutSinceTheIntervalIsNotKnown() {
        assertThat(changes(rested(Duration.ofSeconds(9), NOW)))
                .containsExactly(new ChangeOfHands(shard(0), Cause.EXPIRED, TIMEOUT.plusSeconds(9), true));
        assertThat(changes(rested(Duration.ofSeconds(10), NOW)))
                .containsExactly(new ChangeOfHands(shard(0), Cause.EXPIRED, TIMEOUT.plusSeconds(10), false));
        assertThat(changes(rested(Duration.ofSeconds(9), NOW.minusMillis(1_000))))
                .containsExactly(new ChangeOfHands(shard(0), Cause.EXPIRED, TIMEOUT.plusSeconds(10), false));
    }

    @Test
    void aMarginOfTheObservedIntervalLeavesNoOverlap() {
        Fixture group = new Fixture()
                .shards(2)
                .fenceMargin(FenceMargin.AUTO)
                .fence(0, NOW.minusMillis(50))
                .alive("b", 1);
        assertThat(changes(group))
                .containsExactly(new ChangeOfHands(shard(0), Cause.EXPIRED, TIMEOUT.plusMillis(50), false));
    }

    @Test
    void aParkedShardWasFreeSinceItsLastHolderDied() {
        Fixture group = new Fixture()
                .shards(2)
                .fence(0, NOW)
                .watch(new SafeguardState(
                        ExpiryWindow.NONE, Map.of(shard(0), new ShardDeaths(3, NOW.minusMillis(60_000), NOW))))
                .alive("b", 1);
        assertThat(changes(group))
                .containsExactly(new ChangeOfHands(shard(0), Cause.EXPIRED, TIMEOUT.plusSeconds(60), false));
    }

    @Test
    void aShardThatWasFreeForAnUnknownTimeIsNotMeasured() {
        assertThat(changes(new Fixture().shards(2).alive("b", 1))).isEmpty();
        assertThat(changes(new Fixture().shards(2).joined("b"))).isEmpty();
    }

    /** Shard 0 rests until then, after a fixed margin. */
    private static Fixture rested(Duration margin, Instant until) {
        return new Fixture().shards(2).fenceMargin(margin).fence(0, until).alive("b", 1);
    }

    private static List<ChangeOfHands> changes(Fixture fixture) {
        GroupSnapshot group = fixture.snapshot();
        return ChangesOfHands.of(group, Fixture.PLANNER.plan(group));
    }
}
