package io.shardbeat.group.plan;

import static io.shardbeat.group.plan.Fixture.EPOCH;
import static io.shardbeat.group.plan.Fixture.NOW;
import static io.shardbeat.group.plan.Fixture.granted;
import static io.shardbeat.group.plan.Fixture.set;
import static io.shardbeat.group.plan.Fixture.shard;
import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.group.HandOver;
import io.shardbeat.group.Lease;
import io.shardbeat.group.shard.Cause;
import io.shardbeat.group.shard.Decision;
import io.shardbeat.group.shard.Decision.Kind;
import io.shardbeat.group.wish.Drain;
import io.shardbeat.group.wish.Note;
import io.shardbeat.group.wish.Park;
import io.shardbeat.group.wish.Pause;
import io.shardbeat.group.wish.Pause.Mode;
import io.shardbeat.group.wish.Pin;
import io.shardbeat.group.wish.Wishes;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Groups that are left as they are, and shards that nobody is to have. */
class PauseAndParkTest {
    private static final MemberId A = new MemberId("a");
    private static final MemberId B = new MemberId("b");
    private static final Instant LATER = NOW.plusMillis(60_000);

    private static Wishes paused(Mode mode, Instant until) {
        return Wishes.NONE.withPause(new Pause(mode, until, Note.NONE));
    }

    private static Fixture uneven(Wishes wishes) {
        return new Fixture().shards(4).wishes(wishes).alive("a", 0, 1, 2, 3).alive("b");
    }

    @Test
    void nothingMovesForBalanceWhileBalanceIsPaused() {
        for (Mode mode : Mode.values()) {
            Plan plan = uneven(paused(mode, LATER)).plan();
            assertThat(plan.changesNothing()).as("%s", mode).isTrue();
            assertThat(plan.nextDue()).isEqualTo(Optional.of(LATER));
        }
    }

    @Test
    void aPauseThatIsOverIsDroppedAndBalanceComesBack() {
        Plan plan = uneven(paused(Mode.ALL, NOW)).plan();

        assertThat(plan.handOvers()).hasSize(2);
        assertThat(plan.wishes()).isEqualTo(Wishes.NONE);
    }

    @Test
    void theShardsOfTheDeadMoveWhileOnlyBalanceIsPaused() {
        Plan plan = new Fixture()
                .shards(4)
                .wishes(paused(Mode.BALANCE, LATER))
                .alive("a", 0, 1)
                .alive("b", 2)
                .silent("c", 3)
                .plan();

        assertThat(granted(plan, "b")).isEqualTo(set(2, 3));
        assertThat(plan.handOvers()).isEmpty();
    }

    @Test
    void theShardsOfTheDeadAreNobodysWhileAllIsPaused() {
        Plan plan = new Fixture()
                .shards(4)
                .wishes(paused(Mode.ALL, LATER))
                .alive("a", 0, 1)
                .alive("b", 2)
                .silent("c", 3)
                .plan();

        assertThat(plan.expired()).containsExactly(new MemberId("c"));
        assertThat(plan.grants()).isEmpty();
        assertThat(plan.handOvers()).isEmpty();
    }

    @Test
    void aDrainIsCarriedOutWhileOnlyBalanceIsPausedAndWaitsWhileAllIs() {
        Wishes drained = Wishes.NONE.withDrain(A, new Drain(null, false, Note.NONE));
        Fixture balance = uneven(drained.withPause(new Pause(Mode.BALANCE, LATER, Note.NONE)));
        Fixture all = uneven(drained.withPause(new Pause(Mode.ALL, LATER, Note.NONE)));

        assertThat(balance.plan().handOvers())
                .hasSize(4)
                .extracting(HandOver::next)
                .containsOnly(B);
        assertThat(all.plan().changesNothing()).isTrue();
    }

    @Test
    void aHandOverThatHasBegunComesToItsEndThoughAllIsPaused() {
        Plan plan = new Fixture()
                .shards(2)
                .wishes(paused(Mode.ALL, LATER))
                .handOver(0, "a", "b", EPOCH - 10)
                .member("a", set(1), new Lease(set(1), EPOCH, EPOCH - 5))
                .alive("b")
                .plan();

        assertThat(granted(plan, "b")).isEqualTo(set(0));
    }

    @Test
    void aHandOverToSomebodyWhoDiedGoesBackWhileAllIsPaused() {
        Plan plan = new Fixture()
                .shards(2)
                .wishes(paused(Mode.ALL, LATER))
                .handOver(0, "a", "b", EPOCH - 10)
                .member("a", set(1), new Lease(set(0, 1), EPOCH, EPOCH - 5))
                .silent("b")
                .alive("c")
                .plan();

        assertThat(granted(plan, "a")).isEqualTo(set(0, 1));
    }

    @Test
    void aParkedShardLeavesItsHolderForNobody() {
        Wishes parked = Wishes.NONE.withPark(shard(0), new Park(LATER, Note.NONE));
        Plan plan = new Fixture()
                .shards(4)
                .wishes(parked)
                .alive("a", 0, 1)
                .alive("b", 2, 3)
                .plan();

        assertThat(plan.decisions())
                .containsExactly(new Decision(Kind.HAND_OVER_BEGUN, shard(0), A, null, Cause.PARKED));
        assertThat(granted(plan, "a")).isEqualTo(set(1));
    }

    @Test
    void aParkedShardIsGrantedToNobodyAndCountsInNobodysLoad() {
        Wishes parked = Wishes.NONE.withPark(shard(0), new Park(LATER, Note.NONE));
        Plan plan =
                new Fixture().shards(5).wishes(parked).joined("a").joined("b").plan();

        assertThat(granted(plan, "a").size()).isEqualTo(2);
        assertThat(granted(plan, "b").size()).isEqualTo(2);
    }

    @Test
    void aParkedShardIsGrantedWhenItsTimeIsOver() {
        Wishes parked = Wishes.NONE.withPark(shard(0), new Park(NOW, Note.NONE));
        Plan plan =
                new Fixture().shards(2).wishes(parked).alive("a", 1).alive("b").plan();

        assertThat(granted(plan, "b")).isEqualTo(set(0));
        assertThat(plan.wishes()).isEqualTo(Wishes.NONE);
    }

    @Test
    void aDrainEndsByItsTimeOrWithTheMembership() {
        Wishes over = Wishes.NONE.withDrain(A, new Drain(NOW, false, Note.NONE));
        Plan ended =
                new Fixture().shards(2).wishes(over).alive("a").alive("b", 0, 1).plan();
        assertThat(ended.handOvers()).extracting(HandOver::next).containsExactly(A);
        assertThat(ended.wishes()).isEqualTo(Wishes.NONE);

        Wishes drained = Wishes.of(Map.of(), Map.of(), Set.of(A));
        Plan died = new Fixture()
                .shards(2)
                .wishes(drained)
                .silent("a")
                .alive("b", 0, 1)
                .plan();
        assertThat(died.wishes()).isEqualTo(Wishes.NONE);
    }

    @Test
    void aFreeShardGoesToWhereItIsPinnedThoughBalanceIsPaused() {
        Wishes pinned = paused(Mode.BALANCE, LATER).withPin(shard(3), new Pin(A, Note.NONE));
        Plan plan = new Fixture()
                .shards(4)
                .wishes(pinned)
                .alive("a", 0, 1, 2)
                .alive("b")
                .plan();

        assertThat(granted(plan, "a")).isEqualTo(set(0, 1, 2, 3));
    }

    @Test
    void aParkedShardStaysWithItsHolderWhileAllIsPausedButDoesNotArriveAnywhere() {
        Wishes parked = paused(Mode.ALL, LATER)
                .withPark(shard(0), new Park(LATER, Note.NONE))
                .withPark(shard(1), new Park(LATER, Note.NONE));
        Plan plan = new Fixture()
                .shards(2)
                .wishes(parked)
                .handOver(0, "a", "b", EPOCH - 10)
                .member("a", set(1), new Lease(set(0, 1), EPOCH, EPOCH))
                .alive("b")
                .plan();

        assertThat(plan.decisions())
                .containsExactly(new Decision(Kind.HAND_OVER_REDIRECTED, shard(0), A, null, Cause.REDIRECTED));
        assertThat(plan.grants()).isEmpty();
    }
}
