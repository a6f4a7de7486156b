package io.shardbeat.group.plan;

import static io.shardbeat.group.plan.Fixture.NOW;
import static io.shardbeat.group.plan.Fixture.granted;
import static io.shardbeat.group.plan.Fixture.kinds;
import static io.shardbeat.group.plan.Fixture.set;
import static io.shardbeat.group.plan.Fixture.shard;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.group.HandOverLimit;
import io.shardbeat.group.PoisonGuard;
import io.shardbeat.group.Safeguards;
import io.shardbeat.group.SelfPreservation;
import io.shardbeat.group.safeguard.ExpiryWindow;
import io.shardbeat.group.safeguard.SafeguardState;
import io.shardbeat.group.safeguard.ShardDeaths;
import io.shardbeat.group.shard.Cause;
import io.shardbeat.group.shard.Decision;
import io.shardbeat.group.shard.Decision.Kind;
import io.shardbeat.group.wish.Departure;
import io.shardbeat.group.wish.Note;
import io.shardbeat.group.wish.Wishes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Shards whose holders die one after another. The session timeout is 20 s; three deaths within a minute each park. */
class PoisonTest {
    private static final long TIMEOUT = 20_000;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Duration PARK = Duration.ofMinutes(5);
    private static final PoisonGuard GUARD = new PoisonGuard(3, WINDOW, PARK);

    @Test
    void theFirstDeathOfAHolderIsRemembered() {
        Plan plan = dying(Map.of()).plan();
        assertThat(deaths(plan)).containsOnly(Map.entry(shard(0), new ShardDeaths(1, NOW, null)));
        assertThat(granted(plan, "b")).isEqualTo(set(0, 1));
    }

    @Test
    void theLastDeathItTakesParksTheShardAndNoOther() {
        // given
        Fixture group = dying(Map.of(shard(0), new ShardDeaths(2, NOW.minusMillis(TIMEOUT), null)));

        // when
        Plan plan = group.plan();

        // then
        assertThat(plan.decisions())
                .contains(new Decision(Kind.SHARD_PARKED, shard(0), new MemberId("a"), null, Cause.PARKED));
        assertThat(plan.fences()).containsOnly(Map.entry(shard(0), NOW.plusMillis(PARK.toMillis())));
        assertThat(plan.grants()).isEmpty();
        assertThat(deaths(plan)).containsEntry(shard(0), new ShardDeaths(3, NOW, NOW.plusMillis(PARK.toMillis())));
        assertThat(plan.nextDue()).hasValue(NOW.plusMillis(PARK.toMillis()));
    }

    @Test
    void theDeathOfAMemberThatHadBeenAskedForTheShardCountsToo() {
        // given
        Fixture group = guarded(Map.of(shard(1), new ShardDeaths(2, NOW.minusMillis(TIMEOUT), null)), GUARD)
                .shards(2)
                .handOver(1, "a", "b", 1)
                .silent("a")
                .alive("b", 0);

        // then
        assertThat(kinds(group.plan())).contains(Kind.SHARD_PARKED);
    }

    @Test
    void aShardThatIsNotAssignableAnyMoreIsNotParked() {
        // given: it was finished or deleted, and its last holder had not let go
        Fixture group = guarded(Map.of(shard(1), new ShardDeaths(2, NOW.minusMillis(TIMEOUT), null)), GUARD)
                .shards(1)
                .handOver(1, "a", null, 1)
                .silent("a")
                .alive("b", 0);

        // then
        assertThat(kinds(group.plan())).doesNotContain(Kind.SHARD_PARKED);
    }

    @Test
    void whoWasSilentBeforeItCouldHaveHeardOfTheShardDidNotDieOfIt() {
        // given
        ShardDeaths before = new ShardDeaths(2, NOW.minusMillis(TIMEOUT).plusMillis(1), null);

        // when
        Plan plan = dying(Map.of(shard(0), before)).plan();

        // then
        assertThat(kinds(plan)).doesNotContain(Kind.SHARD_PARKED);
        assertThat(deaths(plan)).containsEntry(shard(0), before);
    }

    @Test
    void aHolderThatLivesForTheWindowMakesEarlierDeathsForgotten() {
        long window = WINDOW.toMillis();
        assertThat(kinds(dying(Map.of(shard(0), new ShardDeaths(2, NOW.minusMillis(window), null)))
                        .plan()))
                .contains(Kind.SHARD_PARKED);
        Plan later = dying(Map.of(
                        shard(0), new ShardDeaths(2, NOW.minusMillis(window).minusMillis(1), null)))
                .plan();
        assertThat(deaths(later)).containsEntry(shard(0), new ShardDeaths(1, NOW, null));
    }

    @Test
    void aShardWhoseFirstHolderAfterAParkDiesIsParkedAgain() {
        // given: parked for long, and free again for less than the window
        Instant ended = NOW.minusMillis(WINDOW.toMillis());
        Fixture group = dying(Map.of(shard(0), new ShardDeaths(3, ended.minus(PARK), ended)));

        // then
        assertThat(deaths(group.plan()))
                .containsEntry(shard(0), new ShardDeaths(4, NOW, NOW.plusMillis(PARK.toMillis())));
    }

    @Test
    void aShardIsGrantedAgainWhenItsParkIsOver() {
        // given
        Map<ShardId, ShardDeaths> deaths = Map.of(shard(0), new ShardDeaths(3, NOW.minusMillis(PARK.toMillis()), NOW));

        // when
        Plan plan = guarded(deaths, GUARD).shards(2).fence(0, NOW).alive("b", 1).plan();

        // then
        assertThat(granted(plan, "b")).isEqualTo(set(0, 1));
    }

    @Test
    void aMassDeathIsNoShardsFault() {
        // given: ten of twenty die at a time, one of them with a shard that lost two holders lately
        Fixture group = guarded(Map.of(shard(0), new ShardDeaths(2, NOW.minusMillis(TIMEOUT), null)), GUARD)
                .shards(20);
        for (int i = 0; i < 20; i++) {
            if (i < 10) {
                group.silent("m" + i, i);
            } else {
                group.alive("m" + i, i);
            }
        }

        // when
        Plan plan = group.plan();

        // then
        assertThat(plan.expired()).hasSize(10);
        assertThat(kinds(plan)).doesNotContain(Kind.SHARD_PARKED);
        assertThat(deaths(plan)).containsOnlyKeys(shard(0));
    }

    @Test
    void aMassDeathIsOneWhenItIsSpreadOverPasses() {
        // given: nine expired within this window already
        SafeguardState watch = new SafeguardState(
                new ExpiryWindow(NOW.minusMillis(1), 40, 9, null),
                Map.of(shard(0), new ShardDeaths(2, NOW.minusMillis(TIMEOUT), null)));

        // then
        assertThat(kinds(dying(Map.of()).watch(watch).plan())).doesNotContain(Kind.SHARD_PARKED);
    }

    @Test
    void whoeverIsEvictedDoesNotCountTowardsAMassDeath() {
        // given: two dead would be one, but of these two only a has died
        SelfPreservation two = new SelfPreservation(0.9, 2, null);
        Departure evicted = Departure.evicted(false, null, Note.NONE);
        Fixture group = dying(Map.of(shard(0), new ShardDeaths(2, NOW.minusMillis(TIMEOUT), null)))
                .safeguards(new Safeguards(HandOverLimit.REPORTED, two, GUARD))
                .wishes(Wishes.NONE.withDeparture(new MemberId("b"), evicted))
                .alive("c");

        // when
        Plan plan = group.plan();

        // then
        assertThat(plan.expired()).containsExactlyInAnyOrder(new MemberId("a"), new MemberId("b"));
        assertThat(kinds(plan)).contains(Kind.SHARD_PARKED);
    }

    @Test
    void onlySoManyShardsAreRememberedAndTheOldMakeRoom() {
        // given: all the room is taken, by one shard that is forgotten by now among others
        Map<ShardId, ShardDeaths> full = new HashMap<>();
        for (int i = 0; i < HolderDeaths.MOST; i++) {
            full.put(shard(100 + i), new ShardDeaths(1, NOW.minusMillis(1), null));
        }
        Fixture group = guarded(full, GUARD).shards(300).silent("a", 0, 1).alive("b");
        Map<ShardId, ShardDeaths> oneOld = new HashMap<>(full);
        oneOld.put(
                shard(100),
                new ShardDeaths(1, NOW.minusMillis(WINDOW.toMillis()).minusMillis(1), null));

        // when
        Plan none = group.plan();
        Plan one = group.watch(new SafeguardState(ExpiryWindow.NONE, oneOld)).plan();

        // then
        assertThat(deaths(none)).isEqualTo(full);
        assertThat(deaths(one)).hasSize(HolderDeaths.MOST).doesNotContainKey(shard(100));
    }

    @Test
    void offItRemembersNothing() {
        Plan plan = guarded(Map.of(), new PoisonGuard(0, WINDOW, PARK))
                .shards(2)
                .silent("a", 0)
                .alive("b", 1)
                .plan();
        assertThat(deaths(plan)).isEmpty();
    }

    @Test
    void whatIsOldAloneIsNotWorthACommit() {
        Map<ShardId, ShardDeaths> old = Map.of(shard(0), new ShardDeaths(1, Instant.ofEpochMilli(1), null));
        Plan plan = guarded(old, GUARD).shards(2).alive("b", 0, 1).plan();
        assertThat(plan.changesNothing()).isTrue();
    }

    @Test
    void whatIsOldGoesWithTheNextCommitThatRemembersSomething() {
        Plan plan = dying(Map.of(shard(1), new ShardDeaths(1, Instant.ofEpochMilli(1), null)))
                .plan();
        assertThat(deaths(plan)).containsOnlyKeys(shard(0));
    }

    @Test
    void settingsThatMakeNoSenseAreNamed() {
        assertThatThrownBy(() -> new PoisonGuard(-1, WINDOW, PARK)).hasMessageContaining("were -1");
        assertThatThrownBy(() -> new PoisonGuard(3, Duration.ZERO, PARK)).hasMessageContaining("window");
        assertThatThrownBy(() -> new PoisonGuard(3, WINDOW, Duration.ofSeconds(-1)))
                .hasMessageContaining("PT-1S");
    }

    private static Map<ShardId, ShardDeaths> deaths(Plan plan) {
        assertThat(plan.watch()).isNotNull();
        return plan.watch().deaths();
    }

    /** Member a, who has shard 0, is silent; b has shard 1. */
    private static Fixture dying(Map<ShardId, ShardDeaths> deaths) {
        return guarded(deaths, GUARD).shards(2).silent("a", 0).alive("b", 1);
    }

    private static Fixture guarded(Map<ShardId, ShardDeaths> deaths, PoisonGuard guard) {
        return new Fixture()
                .safeguards(new Safeguards(HandOverLimit.REPORTED, SelfPreservation.DEFAULT, guard))
                .watch(new SafeguardState(ExpiryWindow.NONE, deaths));
    }
}
