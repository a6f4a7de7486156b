package io.shardbeat.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.ShardSet;
import io.shardbeat.coordinator.BeatReply.Known;
import io.shardbeat.coordinator.GroupStore.Claim;
import io.shardbeat.coordinator.Heartbeat.Stranger;
import io.shardbeat.coordinator.groups.GroupState;
import io.shardbeat.group.Lease;
import io.shardbeat.group.Member;
import org.junit.jupiter.api.Test;

/** What a shard on its way from one member to the next may rely on, whatever keeps the groups. */
public abstract class HandOverContract extends StoreContract {
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
        long end = nowMillis() + 2 * TIMEOUT.toMillis();
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
        isListedAs(GroupState.STUCK);
        beat("c1", 0, 1, 2, 3);
        beat("c1", 0, 1);
        pass();
        assertThat(granted(known(beat("c2")))).containsExactly(2, 3);
        isListedAs(GroupState.STABLE);
    }

    /** What a listing says of the group, where the store has one. */
    protected void isListedAs(GroupState state) {}

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

    /** Its client may have read the answer to a second report of one second; the report of the next one knows of it. */
    @Test
    void ofTwoReportsInOneSecondTheSecondOneIsToldOf() {
        beat("c1");
        pass();
        beat(heartbeat(group, "c1", Stranger.REFUSE, 30, 0, 1, 2, 3));
        beat("c2");
        pass();
        assertThat(granted(known(beat(heartbeat(group, "c1", Stranger.REFUSE, 30, 0, 1, 2, 3)))))
                .containsExactly(0, 1);
        pass();
        assertThat(granted(known(beat("c2")))).as("not released by being told").isEmpty();
        assertThat(known(beat(heartbeat(group, "c1", Stranger.REFUSE, 31, 0, 1)))
                        .due())
                .isTrue();
        pass();
        assertThat(granted(known(beat("c2")))).containsExactly(2, 3);
    }

    /** It may be a copy of the very report in whose answer the shards were granted. */
    @Test
    void aSecondReportInOneSecondReleasesNothing() {
        beat(heartbeat(group, "c1", Stranger.REFUSE, 30));
        pass();
        beat("c2");
        pass();
        beat(heartbeat(group, "c1", Stranger.REFUSE, 30));
        beat(heartbeat(group, "c1", Stranger.REFUSE, 30));
        pass();
        assertThat(granted(known(beat("c2")))).isEmpty();
        beat(heartbeat(group, "c1", Stranger.REFUSE, 31, 0, 1, 2, 3));
        pass();
        assertThat(granted(known(beat("c2")))).isEmpty();
    }

    @Test
    void anOlderReportIsToldOfNothing() {
        beat("c1");
        pass();
        beat(heartbeat(group, "c1", Stranger.REFUSE, 30, 0, 1, 2, 3));
        beat("c2");
        pass();
        beat(heartbeat(group, "c1", Stranger.REFUSE, 29, 0, 1, 2, 3));
        beat(heartbeat(group, "c1", Stranger.REFUSE, 31, 0, 1));
        pass();
        assertThat(granted(known(beat("c2")))).isEmpty();
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
