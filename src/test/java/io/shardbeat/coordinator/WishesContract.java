package io.shardbeat.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.coordinator.GroupStore.Claim;
import io.shardbeat.coordinator.Heartbeat.Stranger;
import io.shardbeat.group.wish.Departure;
import io.shardbeat.group.wish.Drain;
import io.shardbeat.group.wish.Note;
import io.shardbeat.group.wish.Park;
import io.shardbeat.group.wish.Pause;
import io.shardbeat.group.wish.Pause.Mode;
import io.shardbeat.group.wish.Pin;
import io.shardbeat.group.wish.Weight;
import io.shardbeat.group.wish.Wishes;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How what operators want is noted and carried out. */
public abstract class WishesContract extends StoreContract {
    private static final MemberId C1 = new MemberId("c1");
    private static final Note NOTE = new Note("key-1", at(1_800_000_000_000L), "disk \"full\" on \u00e9");

    private long write(Wishes wishes) {
        return join(stores().wishes().write(group, claim().snapshot().epoch(), wishes));
    }

    private Wishes wishes() {
        return claim().snapshot().wishes();
    }

    private void twoMembersWithTwoShardsEach() {
        beat("c1");
        beat("c2");
        pass();
        assertThat(granted(known(beat("c1", 2, 3)))).containsExactly(2, 3);
        assertThat(granted(known(beat("c2", 0, 1)))).containsExactly(0, 1);
    }

    private long leaseEnd(MemberId member) {
        return join(stores().wishes().leaseEnd(group, member))
                .map(Instant::toEpochMilli)
                .orElse(0L);
    }

    @Test
    void whatIsWantedIsReadBackAsItWasWritten() {
        long later = nowMillis() + 60_000;
        ShardId shard = new ShardId(LOGSTORE, 3);
        Wishes all = Wishes.NONE
                .withWeight(C1, new Weight(7, NOTE))
                .withPin(shard, new Pin(new MemberId("x y\"z"), NOTE))
                .withDrain(C1, new Drain(at(later), true, NOTE))
                .withDrain(new MemberId("c2"), new Drain(null, false, Note.NONE))
                .withDeparture(C1, Departure.evicted(true, at(later), NOTE))
                .withDeparture(new MemberId("c2"), Departure.left(null, NOTE))
                .withPark(shard, new Park(at(later), NOTE))
                .withPause(new Pause(Mode.ALL, at(later), NOTE));
        write(all);

        assertThat(wishes()).isEqualTo(all);
    }

    @Test
    void whatIsWantedRaisesTheEpochAndMakesTheGroupDue() {
        beat("c1");
        pass();
        assertThat(due()).doesNotContain(group);
        long before = claim().snapshot().epoch();
        elapseServed(Duration.ofMillis(10));

        long epoch = join(stores().wishes().write(group, before, Wishes.NONE.withWeight(C1, new Weight(2, NOTE))));

        assertThat(epoch).isGreaterThan(before);
        assertThat(claim().snapshot().epoch()).isEqualTo(epoch);
        assertThat(known(beat("c1", 0, 1, 2, 3)).epoch()).isEqualTo(epoch);
    }

    @Test
    void whatWasWantedOfAnEarlierEpochIsNotWritten() {
        long before = claim().snapshot().epoch();
        write(Wishes.NONE.withWeight(C1, new Weight(2, NOTE)));

        assertThat(join(stores().wishes().write(group, before, Wishes.NONE))).isZero();
        assertThat(wishes().weights()).containsKey(C1);
        assertThat(join(stores().wishes().write(other("nobody"), before, Wishes.NONE)))
                .isZero();
    }

    @Test
    void aPassThatReadWhatWasWantedBeforeDoesNotCommit() {
        beat("c1");
        Claim claim = claim();
        write(Wishes.NONE.withWeight(C1, new Weight(2, NOTE)));

        assertThat(commit(claim).isStale()).isTrue();
        pass();
        assertThat(wishes().weights()).containsKey(C1);
    }

    @Test
    void aPassDropsWhatEndedAndKeepsTheRest() {
        beat("c1");
        pass();
        Pause soonOver = new Pause(Mode.BALANCE, at(nowMillis() + 50), NOTE);
        write(Wishes.NONE.withWeight(C1, new Weight(2, NOTE)).withPause(soonOver));
        pass();
        elapseServed(Duration.ofMillis(60));
        assertThat(due()).contains(group);
        pass();

        assertThat(wishes()).isEqualTo(Wishes.NONE.withWeight(C1, new Weight(2, NOTE)));
    }

    @Test
    void anEvictedMembersShardsRestUntilItsLeaseWouldHaveEnded() {
        twoMembersWithTwoShardsEach();
        long end = leaseEnd(C1);
        write(Wishes.NONE.withDeparture(C1, Departure.evicted(true, at(end), NOTE)));
        pass();

        assertThat(leaseEnd(C1)).isZero();
        assertThat(claim().snapshot().fences().values()).hasSize(2).allMatch(until -> until.equals(at(end)));
        assertThat(beat("c1", 2, 3)).isInstanceOf(BeatReply.NoMember.class);
        assertThat(granted(known(beat("c2", 0, 1)))).containsExactly(0, 1);
        elapseServed(Duration.ofMillis(Math.max(0, end - nowMillis())));
        beat("c2", 0, 1);
        pass();
        assertThat(granted(known(beat("c2", 0, 1)))).containsExactly(0, 1, 2, 3);
    }

    @Test
    void aMemberThatBeatsBetweenTheReadAndTheCommitIsReadAgain() {
        twoMembersWithTwoShardsEach();
        write(Wishes.NONE.withDeparture(C1, Departure.evicted(true, at(leaseEnd(C1)), NOTE)));
        Claim claim = claim();
        elapseServed(Duration.ofMillis(20));
        beat("c1", 2, 3);
        long end = leaseEnd(C1);

        assertThat(commit(claim).isStale()).isTrue();
        assertThat(granted(known(beat("c1", 2, 3)))).containsExactly(2, 3);
        end = Math.max(end, leaseEnd(C1));
        pass();
        long rests = end;
        assertThat(claim().snapshot().fences().values()).hasSize(2).allMatch(until -> !until.isBefore(at(rests)));
    }

    @Test
    void theShardsOfAMemberThatLeavesAreGrantedInTheSamePass() {
        twoMembersWithTwoShardsEach();
        write(Wishes.NONE.withDeparture(C1, Departure.left(at(leaseEnd(C1)), NOTE)));
        pass();

        assertThat(granted(known(beat("c2", 0, 1)))).containsExactly(0, 1, 2, 3);
        assertThat(wishes()).isEqualTo(Wishes.NONE);
        assertThat(beat("c1", 2, 3)).isInstanceOf(BeatReply.NoMember.class);
    }

    @Test
    void aMemberThatBeatsAfterItLeftStays() {
        twoMembersWithTwoShardsEach();
        long end = leaseEnd(C1);
        elapseServed(Duration.ofMillis(20));
        beat("c1", 2, 3);
        write(Wishes.NONE.withDeparture(C1, Departure.left(at(end), NOTE)));
        pass();

        assertThat(granted(known(beat("c1", 2, 3)))).containsExactly(2, 3);
        assertThat(wishes()).isEqualTo(Wishes.NONE);
    }

    @Test
    void anEvictedMemberMayComeBackAndGetsNothingWhileItsNameIsDrained() {
        twoMembersWithTwoShardsEach();
        Drain byName = new Drain(at(nowMillis() + 600_000), true, NOTE);
        write(Wishes.NONE
                .withDeparture(C1, Departure.evicted(false, at(leaseEnd(C1)), NOTE))
                .withDrain(C1, byName));
        pass();
        beat("c1");
        pass();

        assertThat(granted(known(beat("c1")))).isEmpty();
        assertThat(granted(known(beat("c2", 0, 1)))).containsExactly(0, 1, 2, 3);
        assertThat(wishes().drains()).containsEntry(C1, byName);
    }

    @Test
    void aDrainedMemberHandsOverToldThenSilentThenGranted() {
        twoMembersWithTwoShardsEach();
        write(Wishes.NONE.withDrain(C1, new Drain(null, false, NOTE)));
        pass();
        assertThat(granted(known(beat("c1", 2, 3)))).isEmpty();
        pass();
        assertThat(granted(known(beat("c2", 0, 1)))).containsExactly(0, 1);
        beat("c1");
        pass();

        assertThat(granted(known(beat("c2", 0, 1)))).containsExactly(0, 1, 2, 3);
    }

    @Test
    void aGroupThatIsWokenIsDue() {
        pass();
        assertThat(due()).doesNotContain(group);

        assertThat(join(stores().wishes().wake(group))).isTrue();
        assertThat(due()).contains(group);
        assertThat(join(stores().wishes().wake(other("nobody")))).isFalse();
    }

    @Test
    void nothingIsWrittenAfterALossOfWritesUntilAPassHasNoticed() {
        beat("c1");
        pass();
        long epoch = claim().snapshot().epoch();
        loseWrites();

        assertThat(join(stores().wishes().write(group, epoch, Wishes.NONE))).isZero();
        assertThat(beat(heartbeat(group, "c1", Stranger.REFUSE, 0, 0, 1, 2, 3))).isNotNull();
    }

    private static Instant at(long millis) {
        return Instant.ofEpochMilli(millis);
    }
}
