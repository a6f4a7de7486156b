package io.shardbeat.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.coordinator.BeatReply.NoMember;
import io.shardbeat.coordinator.GroupDirectory.Members;
import io.shardbeat.coordinator.GroupStore.Claim;
import io.shardbeat.coordinator.GroupStore.CommitOutcome;
import io.shardbeat.coordinator.Heartbeat.Stranger;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When a member is dead to a pass, whatever keeps the groups. */
public abstract class ExpiryContract extends StoreContract {
    @Test
    void aMemberWhoseLeaseCameBackIsNotExpired() {
        beat("c1");
        pass();
        elapseServed(TIMEOUT.plusMillis(100));
        Claim lapsed = claim();
        assertThat(member(lapsed, "c1").lease()).isNull();
        beat("c1", 0, 1, 2, 3);
        assertThat(commit(lapsed)).isEqualTo(CommitOutcome.STALE);
        assertThat(granted(known(beat("c1")))).containsExactly(0, 1, 2, 3);
    }

    @Test
    void anExpiredMemberIsFoundAndRemoved() {
        beat("c1");
        pass();
        elapseServed(TIMEOUT.plusMillis(100));
        assertThat(due()).contains(group);
        assertThat(commit(claim()).isStale()).isFalse();
        assertThat(claim().snapshot().members()).isEmpty();
        assertThat(beat(heartbeat(group, "c1", Stranger.REFUSE, 0, 0, 1, 2, 3))).isInstanceOf(NoMember.class);
    }

    @Test
    void anExpiredMemberIsNotFoundEarly() {
        beat("c1");
        pass();
        elapseServed(TIMEOUT.dividedBy(2));
        assertThat(due()).doesNotContain(group);
        assertThat(member(claim(), "c1").lease()).isNotNull();
    }

    @Test
    void aMemberThatBeatsIsNeverFoundDue() {
        beat("c1");
        pass();
        long end = nowMillis() + 2 * TIMEOUT.toMillis();
        while (nowMillis() < end) {
            elapseServed(TIMEOUT.dividedBy(4));
            beat("c1", 0, 1, 2, 3);
            assertThat(due()).doesNotContain(group);
        }
    }

    @Test
    void expiryIsHeldBackAfterAnInterruptionOfService() {
        beat("c1");
        pass();
        elapseUnserved(serviceGap().plus(TIMEOUT.dividedBy(2)));
        due();
        Claim claim = claim();
        assertThat(member(claim, "c1").lease()).isNull();
        assertThat(claim.snapshot().expiryHeldUntil()).isAfter(claim.snapshot().now());
        commit(claim);
        assertThat(claim().snapshot().members()).hasSize(1);
        elapseServed(TIMEOUT.plusMillis(100));
        pass();
        assertThat(claim().snapshot().members()).isEmpty();
    }

    @Test
    void aPassThatComesBeforeTheFirstSweepNoticesTheInterruptionToo() {
        beat("c1");
        pass();
        elapseUnserved(serviceGap().plus(TIMEOUT.dividedBy(2)));
        Claim claim = claim();
        assertThat(member(claim, "c1").lease()).isNull();
        assertThat(claim.snapshot().expiryHeldUntil()).isAfter(claim.snapshot().now());
    }

    @Test
    void anInterruptionBetweenReadAndCommitExpiresNobody() {
        beat("c1");
        pass();
        elapseServed(TIMEOUT.plusMillis(100));
        Claim claim = claim();
        assertThat(member(claim, "c1").lease()).isNull();
        elapseUnserved(serviceGap().plusMillis(100));
        assertThat(commit(claim)).isEqualTo(CommitOutcome.STALE);
        assertThat(claim().snapshot().members()).hasSize(1);
    }

    @Test
    void aLateSweepIsNoInterruption() {
        Instant before = claim().snapshot().expiryHeldUntil();
        elapseUnserved(serviceGap().dividedBy(2));
        due();
        assertThat(claim().snapshot().expiryHeldUntil()).isEqualTo(before);
    }

    @Test
    void aShorterTimeoutIsInForceFromTheNextHeartbeat() {
        joinBeforeTheTimeoutBecomesShorter();
        beat("c1", 0, 1, 2, 3);
        elapseServed(TIMEOUT.plusMillis(100));
        assertThat(due()).contains(group);
        pass();
        assertThat(claim().snapshot().members()).isEmpty();
    }

    @Test
    void aShorterTimeoutIsInForceForWhoBeatsLaterThanThat() {
        joinBeforeTheTimeoutBecomesShorter();
        elapseServed(TIMEOUT.plusMillis(100));
        assertThat(due()).doesNotContain(group);
        beat("c1", 0, 1, 2, 3);
        elapseServed(TIMEOUT.multipliedBy(2).plusMillis(100));
        assertThat(due()).contains(group);
        pass();
        assertThat(claim().snapshot().members()).isEmpty();
    }

    @Test
    void aShorterTimeoutExpiresNobodyWhoBeats() {
        joinBeforeTheTimeoutBecomesShorter();
        long end = nowMillis() + 2 * TIMEOUT.toMillis();
        while (nowMillis() < end) {
            beat("c1", 0, 1, 2, 3);
            elapseServed(TIMEOUT.dividedBy(4));
            assertThat(due()).doesNotContain(group);
        }
        pass();
        assertThat(claim().snapshot().members()).hasSize(1);
    }

    @Test
    void membersOfADeletedGroupDoNotWakeANewOneOfItsName() {
        beat("c1");
        pass();
        recreate();
        beat("c2");
        pass();
        long end = nowMillis() + 2 * TIMEOUT.toMillis();
        while (nowMillis() < end) {
            elapseServed(TIMEOUT.dividedBy(4));
            beat("c2", 0, 1, 2, 3);
            assertThat(due()).doesNotContain(group);
        }
    }

    @Test
    void whoJoinsANewGroupOfTheNameIsExpiredAsEver() {
        beat("c1");
        pass();
        recreate();
        beat("c1");
        pass();
        elapseServed(TIMEOUT.plusMillis(100));
        assertThat(due()).contains(group);
        pass();
        assertThat(claim().snapshot().members()).isEmpty();
    }

    @Test
    void aDeletedGroupIsNeverDue() {
        beat("c1");
        pass();
        join(stores().directory().delete(group, Members.REMOVE));
        elapseServed(TIMEOUT.plusMillis(100));
        assertThat(due()).doesNotContain(group);
    }

    private void joinBeforeTheTimeoutBecomesShorter() {
        join(stores().directory().update(group, SETTINGS.withTimeoutSeconds(60)));
        beat("c1");
        pass();
        join(stores().directory().update(group, SETTINGS));
        pass();
    }

    private void recreate() {
        join(stores().directory().delete(group, Members.REMOVE));
        join(stores().directory().create(group, SETTINGS));
    }
}
