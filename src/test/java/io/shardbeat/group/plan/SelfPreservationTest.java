package io.shardbeat.group.plan;

import static io.shardbeat.group.plan.Fixture.EPOCH;
import static io.shardbeat.group.plan.Fixture.NOW;
import static io.shardbeat.group.plan.Fixture.kinds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.HandOverLimit;
import io.shardbeat.group.PoisonGuard;
import io.shardbeat.group.Safeguards;
import io.shardbeat.group.SelfPreservation;
import io.shardbeat.group.safeguard.ExpiryWindow;
import io.shardbeat.group.safeguard.SafeguardState;
import io.shardbeat.group.shard.Decision.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Deaths of many members at a time. The session timeout is 20 s, the brake the default: over half, 10 at least. */
class SelfPreservationTest {
    private static final long TIMEOUT = 20_000;

    @Test
    void halfOfAGroupMayExpireAtOnce() {
        Plan plan = group(10, 10).plan();
        assertThat(plan.expired()).hasSize(10);
        assertThat(watched(plan)).isEqualTo(new ExpiryWindow(NOW, 20, 10, null));
    }

    @Test
    void ofMoreThanHalfNobodyExpiresForASessionTimeout() {
        // given
        Fixture group = group(11, 9);

        // when
        Plan plan = group.plan();

        // then
        assertThat(plan.expired()).isEmpty();
        assertThat(plan.grants()).isEmpty();
        assertThat(kinds(plan)).containsExactly(Kind.EXPIRY_HELD);
        assertThat(watched(plan)).isEqualTo(new ExpiryWindow(NOW, 20, 11, NOW.plusMillis(TIMEOUT)));
        assertThat(plan.nextDue()).hasValue(NOW.plusMillis(TIMEOUT));
        assertThat(plan.changesNothing()).isFalse();
    }

    @Test
    void fewerThanTheMinimumAreNeverTooMany() {
        assertThat(group(9, 0).plan().expired()).hasSize(9);
        assertThat(group(10, 0).plan().expired()).isEmpty();
    }

    @Test
    void deathsSpreadOverPassesOfOneWindowCountTogether() {
        // given: of 20 members 8 expired a moment ago
        ExpiryWindow open = new ExpiryWindow(NOW.minusMillis(TIMEOUT).plusMillis(1), 20, 8, null);

        // then
        assertThat(group(2, 10).watch(new SafeguardState(open)).plan().expired())
                .hasSize(2);
        assertThat(group(3, 9).watch(new SafeguardState(open)).plan().expired()).isEmpty();
    }

    @Test
    void membersThatWereReplacedSinceTheWindowBeganAreNotGone() {
        // given: of a group of two, fourteen expired one after another, and each time another joined
        ExpiryWindow open = new ExpiryWindow(NOW.minusMillis(1_000), 2, 14, null);

        // when
        Plan plan = group(1, 1).watch(new SafeguardState(open)).plan();

        // then
        assertThat(plan.expired()).hasSize(1);
        assertThat(watched(plan)).isEqualTo(new ExpiryWindow(NOW.minusMillis(1_000), 2, 15, null));
    }

    @Test
    void whoJoinedSinceTheWindowBeganCountsAmongTheMembers() {
        // given: one of 12 expired, ten joined since
        ExpiryWindow open = new ExpiryWindow(NOW.minusMillis(1_000), 12, 1, null);

        // then
        assertThat(group(11, 11).watch(new SafeguardState(open)).plan().expired())
                .hasSize(11);
        assertThat(watched(group(12, 10).watch(new SafeguardState(open)).plan()))
                .isEqualTo(new ExpiryWindow(NOW.minusMillis(1_000), 22, 12, NOW.plusMillis(TIMEOUT)));
    }

    @Test
    void deathsOfAnEarlierWindowCountNoMore() {
        // given
        ExpiryWindow over = new ExpiryWindow(NOW.minusMillis(TIMEOUT), 20, 8, null);

        // when
        Plan plan = group(3, 9).watch(new SafeguardState(over)).plan();

        // then
        assertThat(plan.expired()).hasSize(3);
        assertThat(watched(plan)).isEqualTo(new ExpiryWindow(NOW, 12, 3, null));
    }

    @Test
    void aWindowFromTheFutureOfAClockThatWentBackIsNoWindow() {
        ExpiryWindow ahead = new ExpiryWindow(NOW.plusMillis(1), 20, 8, null);
        assertThat(group(3, 9).watch(new SafeguardState(ahead)).plan().expired())
                .hasSize(3);
    }

    @Test
    void whileItHoldsNothingIsWrittenAndTheGroupIsLookedAtWhenItEnds() {
        // given
        GroupSnapshot group = group(11, 9).snapshot();
        GroupSnapshot held = Fixture.PLANNER.plan(group).applyTo(group, EPOCH + 1);

        // when
        Plan plan = Fixture.PLANNER.plan(held);

        // then
        assertThat(plan.changesNothing()).isTrue();
        assertThat(plan.nextDue()).hasValue(NOW.plusMillis(TIMEOUT));
    }

    @Test
    void afterTheGraceWhoIsStillSilentExpires() {
        // given
        SafeguardState watch = new SafeguardState(new ExpiryWindow(NOW.minusMillis(TIMEOUT), 20, 11, NOW));

        // when
        Plan plan = group(15, 5).watch(watch).plan();

        // then
        assertThat(plan.expired()).hasSize(15);
        assertThat(kinds(plan)).startsWith(Kind.EXPIRY_RESUMED);
        assertThat(watched(plan)).isEqualTo(new ExpiryWindow(NOW, 5, 0, null));
    }

    @Test
    void afterTheGraceItIsOffTooWhenAllCameBack() {
        // given
        SafeguardState watch = new SafeguardState(new ExpiryWindow(NOW.minusMillis(TIMEOUT), 20, 11, NOW));

        // when
        Plan plan = group(0, 20).watch(watch).plan();

        // then
        assertThat(kinds(plan)).containsExactly(Kind.EXPIRY_RESUMED);
        assertThat(watched(plan)).isEqualTo(new ExpiryWindow(NOW, 20, 0, null));
    }

    @Test
    void whoIsExcusedByAGapInServiceIsNotCounted() {
        // given
        Fixture group = group(11, 9).expiryHeldUntil(NOW.plusMillis(1));

        // when
        Plan plan = group.plan();

        // then
        assertThat(plan.changesNothing()).isTrue();
        assertThat(plan.nextDue()).hasValue(NOW.plusMillis(1));
    }

    @Test
    void aBrakeThatIsReleasedDuringAGapInServiceExpiresNobody() {
        // given
        SafeguardState watch = new SafeguardState(new ExpiryWindow(NOW.minusMillis(TIMEOUT), 20, 11, NOW));

        // when
        Plan plan = group(11, 9).watch(watch).expiryHeldUntil(NOW.plusMillis(1)).plan();

        // then
        assertThat(plan.expired()).isEmpty();
        assertThat(kinds(plan)).containsExactly(Kind.EXPIRY_RESUMED);
    }

    @Test
    void theEndOfARebuildIsAfterAGraceOfItsOwn() {
        // given
        Fixture group = group(11, 9).rebuild(EPOCH);

        // when
        Plan plan = group.plan();

        // then
        assertThat(plan.expired()).hasSize(11);
        assertThat(watched(plan)).isEqualTo(new ExpiryWindow(NOW, 9, 0, null));
    }

    @Test
    void duringARebuildTheBrakeWaits() {
        // given
        SafeguardState watch = new SafeguardState(new ExpiryWindow(NOW.minusMillis(TIMEOUT), 20, 11, NOW));

        // when
        Plan plan = group(11, 9)
                .rebuild(EPOCH)
                .expiryHeldUntil(NOW.plusMillis(1))
                .watch(watch)
                .plan();

        // then
        assertThat(plan.expired()).isEmpty();
        assertThat(plan.watch()).isNull();
        assertThat(plan.nextDue()).hasValue(NOW.plusMillis(1));
    }

    @Test
    void aGraceOfItsOwnReplacesTheSessionTimeout() {
        Plan plan = braked(new SelfPreservation(0.5, 10, Duration.ofSeconds(3)));
        assertThat(watched(plan).heldUntil()).isEqualTo(NOW.plusMillis(3_000));
    }

    @Test
    void aMinimumOfOneBrakesForASingleMember() {
        Safeguards safeguards =
                new Safeguards(HandOverLimit.REPORTED, new SelfPreservation(0.5, 1, null), PoisonGuard.OFF);
        assertThat(group(1, 0).safeguards(safeguards).plan().expired()).isEmpty();
    }

    @Test
    void aShareOfAllOrNothingIsNoBrake() {
        assertThat(braked(new SelfPreservation(0, 10, null)).expired()).hasSize(11);
        assertThat(braked(new SelfPreservation(1, 10, null)).expired()).hasSize(11);
    }

    @Test
    void settingsThatMakeNoSenseAreNamed() {
        assertThatThrownBy(() -> new SelfPreservation(1.5, 10, null)).hasMessageContaining("1.5");
        assertThatThrownBy(() -> new SelfPreservation(-0.1, 10, null)).hasMessageContaining("-0.1");
        assertThatThrownBy(() -> new SelfPreservation(Double.NaN, 10, null)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> new SelfPreservation(0.5, 0, null)).hasMessageContaining("were 0");
        assertThatThrownBy(() -> new SelfPreservation(0.5, 10, Duration.ZERO)).hasMessageContaining("PT0S");
        assertThatThrownBy(() -> new SelfPreservation(0.5, 10, Duration.ofSeconds(-1)))
                .hasMessageContaining("PT-1S");
    }

    private static Plan braked(SelfPreservation brake) {
        return group(11, 0)
                .safeguards(new Safeguards(HandOverLimit.REPORTED, brake, PoisonGuard.OFF))
                .plan();
    }

    private static ExpiryWindow watched(Plan plan) {
        assertThat(plan.watch()).isNotNull();
        return plan.watch().expiries();
    }

    /** Each member has one shard. */
    private static Fixture group(int silent, int alive) {
        Fixture group = new Fixture().shards(silent + alive);
        for (int i = 0; i < silent + alive; i++) {
            String name = String.format("m%02d", i);
            if (i < silent) {
                group.silent(name, i);
            } else {
                group.alive(name, i);
            }
        }
        return group;
    }
}
