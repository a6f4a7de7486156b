package io.shardbeat.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.coordinator.BeatReply.Known;
import io.shardbeat.coordinator.BeatReply.NoGroup;
import io.shardbeat.coordinator.BeatReply.NoMember;
import io.shardbeat.coordinator.BeatReply.Unsettled;
import io.shardbeat.coordinator.GroupDirectory.Members;
import io.shardbeat.coordinator.GroupStore.Claim;
import io.shardbeat.coordinator.GroupStore.CommitOutcome;
import io.shardbeat.coordinator.Heartbeat.Stranger;
import io.shardbeat.group.ExpiryWindow;
import io.shardbeat.group.Lease;
import io.shardbeat.group.Member;
import io.shardbeat.group.Plan;
import io.shardbeat.group.ShardDeaths;
import io.shardbeat.group.Watch;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What heartbeats and passes may rely on, whatever keeps the groups. */
public abstract class GroupStoreContract extends StoreContract {
    @Test
    void theFirstHeartbeatJoinsAndMakesTheGroupDue() {
        Known joined = known(beat("c1"));
        assertThat(joined.pending()).isTrue();
        assertThat(joined.due()).isTrue();
        assertThat(granted(joined)).isEmpty();
        assertThat(due()).contains(group);
        assertThat(member(claim(), "c1").pending()).isTrue();
    }

    @Test
    void aHeartbeatForAnUnknownGroupChangesNothing() {
        assertThat(beat(heartbeat(other("nobody"), "c1", Stranger.ADMIT, 0))).isInstanceOf(NoGroup.class);
        assertThat(join(stores().groups().claim(other("nobody")))).isEmpty();
    }

    @Test
    void anUnknownMemberWithShardsIsRefusedWithoutATrace() {
        assertThat(beat(heartbeat(group, "c1", Stranger.REFUSE, 0, 0, 1))).isInstanceOf(NoMember.class);
        assertThat(claim().snapshot().members()).isEmpty();
        assertThat(join(stores().groups().answer(heartbeat(group, "c1", Stranger.REFUSE, 0))))
                .isEmpty();
    }

    @Test
    void anUnknownMemberWithShardsIsAdmittedWithNothingWhereTheDialectSaysSo() {
        Known joined = known(beat(heartbeat(group, "c1", Stranger.ADMIT, 0, 0, 1)));
        assertThat(joined.pending()).isTrue();
        assertThat(granted(joined)).isEmpty();
    }

    @Test
    void aRenewedLeaseIsAnsweredWithTheCommittedGrant() {
        beat("c1");
        pass();
        Known renewed = known(beat("c1", 0, 1, 2, 3));
        assertThat(granted(renewed)).containsExactly(0, 1, 2, 3);
        assertThat(renewed.pending()).isFalse();
        assertThat(renewed.due()).isFalse();
        assertThat(renewed.epoch()).isEqualTo(claim().snapshot().epoch());
        assertThat(join(stores().groups().answer(heartbeat(group, "c1", Stranger.REFUSE, 0))))
                .hasValueSatisfying(reply -> assertThat(granted(known(reply))).containsExactly(0, 1, 2, 3));
    }

    @Test
    void everyChangeOfOwnershipRaisesTheEpochAndNothingElseDoes() {
        long created = claim().snapshot().epoch();
        beat("c1");
        pass();
        long granted = claim().snapshot().epoch();
        beat("c1", 0, 1, 2, 3);
        pass();
        assertThat(granted).isGreaterThan(created);
        assertThat(claim().snapshot().epoch()).isEqualTo(granted);
    }

    @Test
    void ofTwoPassesThatReadTheSameStateOneCommits() {
        beat("c1");
        Claim first = claim();
        Claim second = claim();
        assertThat(commit(second)).isEqualTo(CommitOutcome.COMMITTED);
        long epoch = claim().snapshot().epoch();
        assertThat(commit(first)).isEqualTo(CommitOutcome.STALE);
        assertThat(claim().snapshot().epoch()).isEqualTo(epoch);
    }

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
        assertThat(commit(claim())).isEqualTo(CommitOutcome.COMMITTED);
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
    void aWakeUpDuringAPassIsNotLost() {
        beat("c1");
        Claim claim = claim();
        beat("c2");
        assertThat(commit(claim)).isEqualTo(CommitOutcome.COMMITTED);
        assertThat(due()).contains(group);
        pass();
        assertThat(member(claim(), "c2").pending()).isFalse();
    }

    @Test
    void aCommittedPassLeavesNothingDue() {
        beat("c1");
        pass();
        assertThat(due()).doesNotContain(group);
    }

    @Test
    void aGroupIsDueAgainWhenItsPlanSaysSo() {
        beat("c1");
        pass();
        Claim claim = claim();
        assertThat(join(stores().groups().commit(claim, quietUntil(nowMillis() + 300))))
                .isEqualTo(CommitOutcome.COMMITTED);
        assertThat(due()).doesNotContain(group);
        elapseServed(java.time.Duration.ofMillis(350));
        assertThat(due()).contains(group);
    }

    @Test
    void theEpochRisesOverDeletionAndCreationToo() {
        beat("c1");
        pass();
        long before = claim().snapshot().epoch();
        join(stores().directory().delete(group, Members.REMOVE));
        assertThat(beat("c1")).isInstanceOf(NoGroup.class);
        join(stores().directory().create(group, SETTINGS));
        assertThat(claim().snapshot().epoch()).isGreaterThan(before);
        assertThat(claim().snapshot().members()).isEmpty();
    }

    @Test
    void expiryIsHeldBackAfterAnInterruptionOfService() {
        beat("c1");
        pass();
        elapseUnserved(serviceGap().plus(TIMEOUT.dividedBy(2)));
        due();
        Claim claim = claim();
        assertThat(member(claim, "c1").lease()).isNull();
        assertThat(claim.snapshot().expiryHeldUntilMillis())
                .isGreaterThan(claim.snapshot().nowMillis());
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
        assertThat(claim.snapshot().expiryHeldUntilMillis())
                .isGreaterThan(claim.snapshot().nowMillis());
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
        long before = claim().snapshot().expiryHeldUntilMillis();
        elapseUnserved(serviceGap().dividedBy(2));
        due();
        assertThat(claim().snapshot().expiryHeldUntilMillis()).isEqualTo(before);
    }

    @Test
    void theEpochAnsweredBeforeIsKeptWhileAShardIsInHandOverOnly() {
        beat("c1");
        pass();
        beat("c1", 0, 1, 2, 3);
        beat("c1", 0, 1, 2, 3);
        assertThat(lease("c1").previousEpoch()).isZero();
        long before = claim().snapshot().epoch();
        beat("c2");
        pass();
        assertThat(claim().snapshot().handOvers()).hasSize(2);
        long told = known(beat("c1", 0, 1, 2, 3)).epoch();
        assertThat(lease("c1"))
                .extracting(Lease::previousEpoch, Lease::answeredEpoch)
                .containsExactly(before, told);
        beat("c1", 0, 1, 2, 3);
        assertThat(lease("c1").previousEpoch()).isEqualTo(told);
    }

    @Test
    void aReportThatReleasesAShardMakesTheGroupDue() {
        handOverFromFirstToSecond();
        assertThat(known(beat("c1", 0, 1, 2, 3)).due()).isTrue();
        pass();
        assertThat(known(beat("c1", 0, 1, 2, 3)).due()).isTrue();
        pass();
        assertThat(known(beat("c1", 0, 1, 2, 3)).due()).isFalse();
        Known released = known(beat("c1", 0, 1));
        assertThat(released.due()).isTrue();
        pass();
        assertThat(granted(known(beat("c2")))).containsExactly(2, 3);
    }

    @Test
    void aHandOverThatIsNotReleasedIsFoundStuckOnceAndStaysUnderWay() {
        handOverFromFirstToSecond();
        long end = nowMillis() + TIMEOUT.toMillis();
        while (nowMillis() <= end) {
            elapseServed(TIMEOUT.dividedBy(4));
            beat("c1", 0, 1, 2, 3);
            beat("c2");
        }
        assertThat(due()).contains(group);
        pass();
        Claim stuck = claim();
        assertThat(stuck.snapshot().handOvers())
                .hasSize(2)
                .allSatisfy(handOver -> assertThat(handOver.stuck()).isTrue())
                .allSatisfy(handOver -> assertThat(handOver.sinceEpoch())
                        .isLessThan(stuck.snapshot().epoch()));
        pass();
        assertThat(claim().snapshot().epoch()).isEqualTo(stuck.snapshot().epoch());
        beat("c1", 0, 1, 2, 3);
        beat("c1", 0, 1);
        pass();
        assertThat(granted(known(beat("c2")))).containsExactly(2, 3);
    }

    @Test
    void aDelayedCopyOfAnOlderReportProvesNothing() {
        handOverFromFirstToSecond();
        beat(heartbeat(group, "c1", Stranger.REFUSE, 20, 0, 1, 2, 3));
        beat(heartbeat(group, "c1", Stranger.REFUSE, 30, 0, 1, 2, 3));
        assertThat(known(beat(heartbeat(group, "c1", Stranger.REFUSE, 25))).due())
                .isFalse();
        assertThat(known(beat(heartbeat(group, "c1", Stranger.REFUSE, 30))).due())
                .isFalse();
        pass();
        assertThat(lease("c1").report()).isEqualTo(ShardSet.of(LOGSTORE, 0, 1, 2, 3));
        assertThat(granted(known(beat("c2")))).isEmpty();
        assertThat(known(beat(heartbeat(group, "c1", Stranger.REFUSE, 31, 0, 1)))
                        .due())
                .isTrue();
        pass();
        assertThat(granted(known(beat("c2")))).containsExactly(2, 3);
    }

    @Test
    void aDelayedCopyStillProvesLife() {
        handOverFromFirstToSecond();
        beat(heartbeat(group, "c1", Stranger.REFUSE, 30, 0, 1, 2, 3));
        for (int i = 0; i < 3; i++) {
            elapseServed(TIMEOUT.dividedBy(2));
            beat(heartbeat(group, "c1", Stranger.REFUSE, 29));
        }
        assertThat(member(claim(), "c1").lease()).isNotNull();
    }

    @Test
    void aShorterTimeoutIsInForceFromTheNextHeartbeat() {
        join(stores().directory().update(group, SETTINGS.withTimeoutSeconds(60)));
        beat("c1");
        pass();
        join(stores().directory().update(group, SETTINGS));
        pass();
        beat("c1", 0, 1, 2, 3);
        elapseServed(TIMEOUT.plusMillis(100));
        assertThat(due()).contains(group);
        pass();
        assertThat(claim().snapshot().members()).isEmpty();
    }

    @Test
    void aTopicThatGrowsMakesItsGroupsDue() {
        beat("c1");
        pass();
        declare(5);
        assertThat(due()).contains(group);
        pass();
        assertThat(granted(known(beat("c1")))).containsExactly(0, 1, 2, 3, 4);
        declare(2);
        assertThat(claim().snapshot().shards().contains(new ShardId(LOGSTORE, 4)))
                .isTrue();
    }

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
        assertThat(claim.snapshot().expiryHeldUntilMillis())
                .isGreaterThanOrEqualTo(claim.snapshot().nowMillis() + TIMEOUT.toMillis() - 500);
    }

    private BeatReply answer(String member, int... report) {
        return join(stores().groups().answer(heartbeat(group, member, Stranger.REFUSE, 0, report)))
                .orElseThrow();
    }

    @Test
    void whatTheSafeguardsRememberIsReadBackUntilTheGroupIsDeleted() {
        Watch watch = new Watch(
                new ExpiryWindow(5, 20, 11, nowMillis() + 60_000),
                Map.of(
                        new ShardId(LOGSTORE, 1),
                        new ShardDeaths(2, 6, 7),
                        new ShardId("a b/c", 2),
                        new ShardDeaths(1, 8, 0)));
        Claim claim = claim();
        assertThat(claim.snapshot().watch()).isEqualTo(Watch.NONE);
        assertThat(join(stores().groups().commit(claim, remembering(watch)))).isEqualTo(CommitOutcome.COMMITTED);
        assertThat(claim().snapshot().watch()).isEqualTo(watch);

        Watch after = new Watch(ExpiryWindow.NONE);
        assertThat(join(stores().groups().commit(claim(), remembering(after)))).isEqualTo(CommitOutcome.COMMITTED);
        assertThat(claim().snapshot().watch()).isEqualTo(after);

        join(stores().groups().commit(claim(), remembering(watch)));
        join(stores().directory().delete(group, Members.REMOVE));
        join(stores().directory().create(group, SETTINGS));
        assertThat(claim().snapshot().watch()).isEqualTo(Watch.NONE);
    }

    private static Plan remembering(Watch watch) {
        return new Plan(
                Set.of(),
                new TreeMap<>(),
                List.of(),
                Set.of(),
                Map.of(),
                Set.of(),
                watch,
                List.of(),
                OptionalLong.empty());
    }

    private Lease lease(String name) {
        Member member = member(claim(), name);
        assertThat(member.lease()).isNotNull();
        return member.lease();
    }

    /** Member c1 had all four shards; 2 and 3 are on their way to c2, and c1 has not been told. */
    private void handOverFromFirstToSecond() {
        beat("c1");
        pass();
        beat("c1", 0, 1, 2, 3);
        beat("c2");
        pass();
        assertThat(claim().snapshot().handOvers())
                .extracting(handOver -> handOver.shard().number())
                .containsExactlyInAnyOrder(2, 3);
        pass();
    }
}
