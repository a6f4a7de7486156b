package io.shardbeat.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.ShardId;
import io.shardbeat.coordinator.BeatReply.Known;
import io.shardbeat.coordinator.BeatReply.NoGroup;
import io.shardbeat.coordinator.BeatReply.NoMember;
import io.shardbeat.coordinator.GroupDirectory.Members;
import io.shardbeat.coordinator.GroupStore.Claim;
import io.shardbeat.coordinator.GroupStore.CommitOutcome;
import io.shardbeat.coordinator.Heartbeat.Stranger;
import io.shardbeat.group.plan.Plan;
import io.shardbeat.group.safeguard.ExpiryWindow;
import io.shardbeat.group.safeguard.SafeguardState;
import io.shardbeat.group.safeguard.ShardDeaths;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
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
        assertThat(commit(second).isStale()).isFalse();
        long epoch = claim().snapshot().epoch();
        assertThat(commit(first)).isEqualTo(CommitOutcome.STALE);
        assertThat(claim().snapshot().epoch()).isEqualTo(epoch);
    }

    @Test
    void aWakeUpDuringAPassIsNotLost() {
        beat("c1");
        Claim claim = claim();
        beat("c2");
        assertThat(commit(claim).isStale()).isFalse();
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
        assertThat(join(stores().groups().commit(claim, quietUntil(nowMillis() + 300)))
                        .isStale())
                .isFalse();
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
    void whatTheSafeguardsRememberIsReadBackUntilTheGroupIsDeleted() {
        SafeguardState watch = new SafeguardState(
                new ExpiryWindow(at(5), 20, 11, at(nowMillis() + 60_000)),
                Map.of(
                        new ShardId(LOGSTORE, 1),
                        new ShardDeaths(2, at(6), at(7)),
                        new ShardId("a b/c", 2),
                        new ShardDeaths(1, at(8), null)));
        Claim claim = claim();
        assertThat(claim.snapshot().watch()).isEqualTo(SafeguardState.NONE);
        assertThat(join(stores().groups().commit(claim, remembering(watch))).isStale())
                .isFalse();
        assertThat(claim().snapshot().watch()).isEqualTo(watch);

        SafeguardState after = new SafeguardState(ExpiryWindow.NONE);
        assertThat(join(stores().groups().commit(claim(), remembering(after))).isStale())
                .isFalse();
        assertThat(claim().snapshot().watch()).isEqualTo(after);

        join(stores().groups().commit(claim(), remembering(watch)));
        join(stores().directory().delete(group, Members.REMOVE));
        join(stores().directory().create(group, SETTINGS));
        assertThat(claim().snapshot().watch()).isEqualTo(SafeguardState.NONE);
    }

    private static Plan remembering(SafeguardState watch) {
        return onlyChanging(watch, Optional.empty());
    }

    private static Instant at(long millis) {
        return Instant.ofEpochMilli(millis);
    }
}
