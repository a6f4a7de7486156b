package io.shardbeat.group.plan;

import static io.shardbeat.group.plan.Fixture.EPOCH;
import static io.shardbeat.group.plan.Fixture.granted;
import static io.shardbeat.group.plan.Fixture.kinds;
import static io.shardbeat.group.plan.Fixture.set;
import static io.shardbeat.group.plan.Fixture.shard;
import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.group.Grant;
import io.shardbeat.group.HandOver;
import io.shardbeat.group.Lease;
import io.shardbeat.group.shard.Decision.Kind;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Told, then silent about it: the only proof that a holder has let go. */
class ReleaseTest {
    private static final long SINCE = EPOCH - 100;

    /** Shard 1 is on its way from a to b, and a's last heartbeat was this. */
    private static Fixture handingOver(Lease lease) {
        return new Fixture()
                .shards(2)
                .handOver(1, "a", "b", SINCE)
                .member("a", set(0), lease)
                .alive("b");
    }

    @Test
    void silenceAfterAnAnswerAtTheHandOversEpochReleases() {
        // given
        Fixture group = handingOver(new Lease(set(0), EPOCH, SINCE));

        // when
        Plan plan = group.plan();

        // then
        assertThat(plan.endedHandOvers()).containsExactly(shard(1));
        assertThat(granted(plan, "b")).isEqualTo(set(1));
        assertThat(kinds(plan)).containsExactly(Kind.HANDED_OVER);
    }

    @Test
    void silenceAfterALaterAnswerReleases() {
        // given
        Fixture group = handingOver(new Lease(set(0), EPOCH, SINCE + 1));

        // when
        Plan plan = group.plan();

        // then
        assertThat(granted(plan, "b")).isEqualTo(set(1));
    }

    @Test
    void silenceInAReportFromBeforeTheHandOverProvesNothing() {
        // given
        Fixture group = handingOver(new Lease(set(0), SINCE, SINCE - 1));

        // when
        Plan plan = group.plan();

        // then
        assertThat(plan.changesNothing()).isTrue();
    }

    @Test
    void silenceProvesNothingWhenThePreviousAnswerIsNotKnown() {
        // given
        Fixture group = handingOver(new Lease(set(0), EPOCH, 0));

        // when
        Plan plan = group.plan();

        // then
        assertThat(plan.changesNothing()).isTrue();
    }

    @Test
    void aHolderThatStillReportsTheShardKeepsItHoweverOftenItWasTold() {
        // given
        Fixture group = handingOver(new Lease(set(0, 1), EPOCH, EPOCH));

        // when
        Plan plan = group.plan();

        // then
        assertThat(plan.changesNothing()).isTrue();
    }

    @Test
    void aHolderWithoutALeaseReleasesNothingWhileExpiryIsHeldBack() {
        // given
        Fixture group = new Fixture()
                .shards(2)
                .handOver(1, "a", "b", SINCE)
                .silent("a", 0)
                .alive("b")
                .expiryHeldUntil(Fixture.NOW.plusMillis(1));

        // when
        Plan plan = group.plan();

        // then
        assertThat(plan.changesNothing()).isTrue();
    }

    /** SLS trap 15: clients leave out shards that were given to them just now. */
    @Test
    void omittingAShardThatIsNotInHandOverReleasesNothing() {
        // given
        Fixture group = new Fixture()
                .shards(2)
                .member("a", set(0), new Lease(set(), EPOCH, EPOCH))
                .alive("b", 1);

        // when
        Plan plan = group.plan();

        // then
        assertThat(plan.changesNothing()).isTrue();
    }

    @Test
    void reportingTheSameNumberOfAnotherTopicKeepsNothing() {
        // given
        HandOver handOver = new HandOver(shard(1), new MemberId("a"), null, SINCE, Instant.EPOCH);
        Lease lease = new Lease(ShardSet.of("views", 1), EPOCH, SINCE);

        // then
        assertThat(handOver.isReleasedBy(lease)).isTrue();
    }

    @Test
    void eachHandOverIsReleasedByItself() {
        // given: a still drains shard 1 but is done with shard 2
        Fixture group = new Fixture()
                .shards(4)
                .handOver(1, "a", "b", SINCE)
                .handOver(2, "a", "b", SINCE)
                .member("a", set(0, 3), new Lease(set(0, 1, 3), EPOCH, SINCE))
                .alive("b");

        // when
        Plan plan = group.plan();

        // then
        assertThat(plan.endedHandOvers()).containsExactly(shard(2));
        assertThat(granted(plan, "b")).isEqualTo(set(2));
    }

    @Test
    void aHandOverBegunAfterTheOthersNeedsItsOwnEvidence() {
        // given: told about shard 1, not yet about shard 2
        Fixture group = new Fixture()
                .shards(4)
                .handOver(1, "a", "b", SINCE)
                .handOver(2, "a", "b", SINCE + 50)
                .member("a", set(0, 3), new Lease(set(0, 3), EPOCH, SINCE))
                .alive("b");

        // when
        Plan plan = group.plan();

        // then
        assertThat(plan.endedHandOvers()).containsExactly(shard(1));
    }

    @Test
    void theHoldersReportsAreKeptWithCareExactlyWhileItHandsSomethingOver() {
        // given
        Fixture begins = new Fixture().shards(2).alive("a", 0, 1).alive("b");
        Fixture ends = handingOver(new Lease(set(0), EPOCH, SINCE));

        // when
        Grant begun = begins.plan().grants().get(new MemberId("a"));
        Grant ended = ends.plan().grants().get(new MemberId("a"));

        // then
        assertThat(begun.handingOver()).isTrue();
        assertThat(ended.handingOver()).isFalse();
    }
}
