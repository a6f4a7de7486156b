package io.shardbeat.group.plan;

import static io.shardbeat.group.plan.Fixture.EPOCH;
import static io.shardbeat.group.plan.Fixture.NOW;
import static io.shardbeat.group.plan.Fixture.set;
import static io.shardbeat.group.plan.Fixture.shard;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.group.ClientFamily;
import io.shardbeat.group.FenceMargin;
import io.shardbeat.group.Grant;
import io.shardbeat.group.GroupDefaults;
import io.shardbeat.group.GroupOverrides;
import io.shardbeat.group.GroupPolicy;
import io.shardbeat.group.Member;
import io.shardbeat.group.Safeguards;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** For how long the shards of the dead rest. The session timeout is 20 s. */
class FenceMarginTest {
    @Test
    void anAutomaticMarginIsTwoOfEachDeadMembersOwnIntervalsItsRepeatsAndATurnOfItsLoop() {
        // given
        Fixture group = new Fixture()
                .shards(3)
                .alive("a", 0)
                .add(dead("quick", 1, 700))
                .add(dead("slow", 2, 9_000))
                .fenceMargin(FenceMargin.AUTO);

        // when
        Plan plan = group.plan();

        // then
        assertThat(plan.fences())
                .containsEntry(shard(1), NOW.plusMillis(3_400))
                .containsEntry(shard(2), NOW.plusMillis(20_000));
        assertThat(plan.nextDue()).hasValue(NOW.plusMillis(3_400));
    }

    /** The measured figures: 4.3 and 9.5 s SLS Java, 10.0 s Python, nine pauses of a second and whole seconds CLS Go. */
    @ParameterizedTest
    @CsvSource({
        "SLS_GO, 4000",
        "SLS_JAVA, 13500",
        "SLS_PYTHON, 14000",
        "CLS_PYTHON, 14000",
        "CLS_GO, 14000",
        "UNKNOWN, 14000"
    })
    void anAutomaticMarginOutlastsTheRepeatsOfItsLibrary(ClientFamily family, long atLeast) {
        // given
        Fixture group = new Fixture()
                .shards(2)
                .alive("a", 0)
                .add(dead("b", 1, 1_000, family))
                .fenceMargin(FenceMargin.AUTO);

        // when
        Instant until = group.plan().fences().get(shard(1));

        // then
        assertThat(Duration.between(NOW, until).toMillis()).isBetween(atLeast, atLeast + 1_000);
    }

    @Test
    void nobodysAttemptIsLongerThanThatOfWhoIsNotKnown() {
        assertThat(ClientFamily.values())
                .allSatisfy(family -> assertThat(family.attempt()).isLessThanOrEqualTo(ClientFamily.UNKNOWN.attempt()));
    }

    @Test
    void whoDiedBeforeItsIntervalWasKnownIsTakenForTheSlowestOfficialClient() {
        // given
        Fixture group = new Fixture().shards(2).alive("a", 0).silent("b", 1).fenceMargin(FenceMargin.AUTO);

        // when
        Plan plan = group.plan();

        // then
        assertThat(plan.fences()).containsEntry(shard(1), NOW.plusMillis(32_000));
    }

    @Test
    void anIntervalIsNeverLongerThanTheSessionTimeout() {
        // given: the timeout became shorter since
        Fixture group =
                new Fixture().shards(2).alive("a", 0).add(dead("b", 1, 50_000)).fenceMargin(FenceMargin.AUTO);

        // when
        Plan plan = group.plan();

        // then
        assertThat(plan.fences()).containsEntry(shard(1), NOW.plusMillis(42_000));
    }

    @Test
    void aShardInHandOverRestsForItsDeadHoldersIntervalsToo() {
        // given
        Fixture group = new Fixture()
                .shards(2)
                .handOver(1, "b", "a", EPOCH - 100)
                .alive("a", 0)
                .add(new Member(
                        new MemberId("b"),
                        new Grant(set(), true),
                        false,
                        null,
                        Duration.ofSeconds(3),
                        ClientFamily.SLS_GO))
                .fenceMargin(FenceMargin.AUTO);

        // when
        Plan plan = group.plan();

        // then
        assertThat(plan.fences()).containsEntry(shard(1), NOW.plusMillis(8_000));
    }

    @Test
    void aGroupsOwnMarginsAndDelayReplaceTheNodes() {
        // given
        GroupDefaults defaults =
                new GroupDefaults(FenceMargin.AUTO, Duration.ofSeconds(2), Duration.ofSeconds(3), Safeguards.DEFAULT);
        Duration timeout = Duration.ofSeconds(20);

        // when
        GroupPolicy plain = defaults.policy(timeout, GroupOverrides.NONE);
        GroupPolicy own =
                defaults.policy(timeout, new GroupOverrides(FenceMargin.NONE, Duration.ofSeconds(1), Duration.ZERO));

        // then
        assertThat(plain.fenceMargin()).isEqualTo(FenceMargin.AUTO);
        assertThat(plain.releaseMargin()).isEqualTo(Duration.ofSeconds(2));
        assertThat(plain.initialDelay()).isEqualTo(Duration.ofSeconds(3));
        assertThat(own.fenceMargin()).isEqualTo(FenceMargin.NONE);
        assertThat(own.releaseMargin()).isEqualTo(Duration.ofSeconds(1));
        assertThat(own.initialDelay()).isZero();
    }

    @Test
    void onlyAMarginThatIsNotFixedNeedsIntervals() {
        assertThat(FenceMargin.AUTO.isAuto()).isTrue();
        assertThat(FenceMargin.NONE.isAuto()).isFalse();
    }

    @Test
    void aMarginIsNotNegative() {
        assertThatThrownBy(() -> new FenceMargin(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT-0.001S");
    }

    private static Member dead(String name, int shard, long intervalMillis) {
        return dead(name, shard, intervalMillis, ClientFamily.SLS_GO);
    }

    private static Member dead(String name, int shard, long intervalMillis, ClientFamily family) {
        Duration interval = intervalMillis == 0 ? null : Duration.ofMillis(intervalMillis);
        return new Member(new MemberId(name), new Grant(set(shard), false), false, null, interval, family);
    }
}
