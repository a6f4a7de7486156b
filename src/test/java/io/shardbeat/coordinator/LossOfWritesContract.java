package io.shardbeat.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.coordinator.BeatReply.Unsettled;
import io.shardbeat.coordinator.GroupDirectory.Members;
import io.shardbeat.coordinator.GroupStore.Claim;
import io.shardbeat.coordinator.GroupStore.CommitOutcome;
import io.shardbeat.coordinator.Heartbeat.Stranger;
import org.junit.jupiter.api.Test;

/** A group after its store has lost writes, whatever keeps the groups. */
public abstract class LossOfWritesContract extends StoreContract {
    @Test
    void afterALossOfWritesAHeartbeatIsNotAnsweredFromWhatIsStored() {
        beat("c1");
        pass();
        loseWrites();
        assertThat(beat("c1", 0, 1, 2, 3)).isInstanceOf(Unsettled.class);
        assertThat(due()).contains(group);
        assertThat(answer("c1", 0, 1, 2, 3)).isInstanceOf(Unsettled.class);
        pass();
        assertThat(granted(known(answer("c1", 0, 1, 2, 3)))).containsExactly(0, 1, 2, 3);
        assertThat(granted(known(beat("c1", 0, 1, 2, 3)))).containsExactly(0, 1, 2, 3);
    }

    @Test
    void aRebuildOnlyConfirmsWhatTheHeartbeatLists() {
        beat("c1");
        pass();
        loseWrites();
        beat("c1", 0, 1);
        pass();
        assertThat(granted(known(answer("c1", 0, 1)))).containsExactly(0, 1);
        assertThat(member(claim(), "c1").grant().shards().size()).isEqualTo(4);
        for (int i = 0; i < 5; i++) {
            elapseServed(TIMEOUT.dividedBy(4));
            beat("c1", 0, 1);
        }
        pass();
        assertThat(granted(known(beat("c1", 0, 1)))).containsExactly(0, 1, 2, 3);
    }

    @Test
    void aRebuildAdoptsAMemberThatTheStoreHasForgotten() {
        loseWrites();
        assertThat(beat("c1", 2)).isInstanceOf(Unsettled.class);
        pass();
        assertThat(granted(known(answer("c1", 2)))).containsExactly(2);
        assertThat(member(claim(), "c1").grant().shards()).isEqualTo(ShardSet.of(LOGSTORE, 2));
    }

    @Test
    void aRebuildGrantsNothingNewUntilItEnds() {
        loseWrites();
        beat("c1");
        pass();
        assertThat(granted(known(answer("c1")))).isEmpty();
        elapseServed(TIMEOUT.dividedBy(2));
        beat("c1");
        pass();
        assertThat(granted(known(beat("c1")))).isEmpty();
        elapseServed(TIMEOUT.dividedBy(2).plusMillis(100));
        assertThat(due()).contains(group);
        pass();
        assertThat(granted(known(beat("c1")))).containsExactly(0, 1, 2, 3);
    }

    /** Row 15 of the strangers' table: a new group's consumers join by the thousand, and have nothing to lose. */
    @Test
    void whoListsNothingIsAnsweredWithNothingWhileNothingIsCertain() {
        beat("c1");
        pass();
        loseWrites();
        assertThat(granted(known(beat("c2")))).isEmpty();
        assertThat(known(beat("c2")).pending()).isTrue();
        assertThat(granted(known(answer("c2")))).isEmpty();
        assertThat(beat("c1", 0, 1, 2, 3)).isInstanceOf(Unsettled.class);
        assertThat(granted(known(beat("c1")))).isEmpty();
        loseWrites();
        assertThat(answer("c2")).isInstanceOf(Unsettled.class);
    }

    @Test
    void aRebuildDoesNotEndOverAReportThatHasJustCome() {
        loseWrites();
        beat("c1");
        pass();
        elapseServed(TIMEOUT.plusMillis(100));
        Claim claim = claim();
        beat("c2", 3);
        assertThat(commit(claim)).isEqualTo(CommitOutcome.STALE);
        pass();
        assertThat(member(claim(), "c2").grant().shards().contains(new ShardId(LOGSTORE, 3)))
                .isTrue();
    }

    @Test
    void aPassThatReadBeforeTheLossCommitsNothing() {
        beat("c1");
        Claim claim = claim();
        loseWrites();
        assertThat(commit(claim)).isEqualTo(CommitOutcome.STALE);
    }

    @Test
    void theEpochRisesAboveAllThatWasLost() {
        beat("c1");
        pass();
        long floor = nowMillis() + 100_000;
        loseWrites(floor);
        beat("c1", 0, 1, 2, 3);
        assertThat(claim().snapshot().epoch()).isGreaterThan(floor);
        join(stores().directory().delete(group, Members.REMOVE));
        join(stores().directory().create(group, SETTINGS));
        assertThat(claim().snapshot().epoch()).isGreaterThan(floor + 1);
    }

    @Test
    void expiryIsHeldBackAfterALossOfWrites() {
        loseWrites();
        Claim claim = claim();
        assertThat(claim.snapshot().expiryHeldUntil())
                .isAfterOrEqualTo(claim.snapshot().now().plus(TIMEOUT).minusMillis(500));
    }

    private BeatReply answer(String member, int... report) {
        return join(stores().groups().answer(heartbeat(group, member, Stranger.REFUSE, 0, report)))
                .orElseThrow();
    }
}
