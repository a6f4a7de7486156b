package io.shardbeat.group.plan;

import static io.shardbeat.group.plan.AfterLoss.REBUILD;
import static io.shardbeat.group.plan.AfterLoss.atEnd;
import static io.shardbeat.group.plan.AfterLoss.during;
import static io.shardbeat.group.plan.AfterLoss.fromBefore;
import static io.shardbeat.group.plan.AfterLoss.heard;
import static io.shardbeat.group.plan.AfterLoss.heardTwice;
import static io.shardbeat.group.plan.Fixture.EPOCH;
import static io.shardbeat.group.plan.Fixture.granted;
import static io.shardbeat.group.plan.Fixture.kinds;
import static io.shardbeat.group.plan.Fixture.set;
import static io.shardbeat.group.plan.Fixture.shard;
import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.group.Grant;
import io.shardbeat.group.Member;
import io.shardbeat.group.shard.Cause;
import io.shardbeat.group.shard.Decision;
import io.shardbeat.group.shard.Decision.Kind;
import org.junit.jupiter.api.Test;

/** While ownership is rebuilt: to whom reported shards go, and who may be told so. */
class AdoptionTest {
    private static final MemberId A = new MemberId("a");
    private static final MemberId B = new MemberId("b");

    @Test
    void aFreeShardGoesToTheOnlyOneThatReportsIt() {
        Plan plan = during().shards(1).member("b", set(), heard(0)).plan();
        assertThat(plan.grants()).containsOnlyKeys(B).containsValue(new Grant(set(0), false, REBUILD));
        assertThat(plan.decisions()).containsExactly(new Decision(Kind.ADOPTED, shard(0), null, B, Cause.ADOPTED));
    }

    @Test
    void aFreeShardThatTwoReportIsNobodysBeforeTheEnd() {
        assertThat(claimedTwice(during()).plan().grants()).isEmpty();
        assertThat(claimedTwice(atEnd()).plan().decisions())
                .contains(new Decision(Kind.ADOPTED, shard(0), null, A, Cause.ADOPTED))
                .doesNotContain(new Decision(Kind.ADOPTED, shard(0), null, B, Cause.ADOPTED));
    }

    private static Fixture claimedTwice(Fixture group) {
        return group.shards(1).member("a", set(), heard(0)).member("b", set(), heard(0));
    }

    @Test
    void aShardInHandOverThatItsHolderDoesNotReportGoesToWhoDoes() {
        Plan plan = during().shards(2)
                .handOver(1, "a", "b", EPOCH - 10)
                .member("a", set(0), heardTwice(0))
                .member("c", set(), heard(1))
                .plan();
        assertThat(plan.grants()).containsEntry(new MemberId("c"), new Grant(set(1), false, REBUILD));
        assertThat(plan.endedHandOvers()).containsExactly(shard(1));
    }

    @Test
    void whoWasConfirmedLosesAShardThatItNoLongerReports() {
        Plan plan = during().shards(2)
                .add(new Member(A, new Grant(set(0, 1), false, REBUILD), false, heardTwice(0)))
                .member("b", set(), heard(1))
                .plan();
        assertThat(granted(plan, "a")).isEqualTo(set(0));
        assertThat(granted(plan, "b")).isEqualTo(set(1));
    }

    @Test
    void whoLosesAShardIsWrittenWithoutItWhateverElseIsOpen() {
        Plan plan = during().shards(2)
                .member("a", set(1), heardTwice(0))
                .member("b", set(), heard(1))
                .member("c", set(0), fromBefore(0))
                .plan();
        assertThat(plan.grants()).containsEntry(A, new Grant(set(), false, 0));
        assertThat(granted(plan, "b")).isEqualTo(set(1));
    }

    @Test
    void aNewcomerWaitsWhileAllThatItReportsIsOpen() {
        Plan plan = during().shards(1)
                .member("a", set(0), fromBefore(0))
                .add(new Member(B, Grant.NOTHING, true, heard(0)))
                .plan();
        assertThat(plan.grants()).isEmpty();
        assertThat(kinds(plan)).isEmpty();
    }

    @Test
    void aNewcomerIsGrantedWhatIsNotOpenButNotConfirmed() {
        Plan plan = during().shards(2)
                .member("a", set(0), fromBefore(0))
                .add(new Member(B, Grant.NOTHING, true, heard(0, 1)))
                .plan();
        assertThat(plan.grants()).containsOnlyKeys(B).containsValue(new Grant(set(1), false, 0));
        assertThat(kinds(plan)).containsExactly(Kind.ADOPTED, Kind.MEMBER_JOINED);
    }
}
