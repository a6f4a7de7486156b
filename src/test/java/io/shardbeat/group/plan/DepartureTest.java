package io.shardbeat.group.plan;

import static io.shardbeat.group.plan.Fixture.EPOCH;
import static io.shardbeat.group.plan.Fixture.NOW;
import static io.shardbeat.group.plan.Fixture.granted;
import static io.shardbeat.group.plan.Fixture.kinds;
import static io.shardbeat.group.plan.Fixture.set;
import static io.shardbeat.group.plan.Fixture.shard;
import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.group.Lease;
import io.shardbeat.group.PoisonGuard;
import io.shardbeat.group.Safeguards;
import io.shardbeat.group.shard.Cause;
import io.shardbeat.group.shard.Decision.Kind;
import io.shardbeat.group.wish.Departure;
import io.shardbeat.group.wish.Drain;
import io.shardbeat.group.wish.Note;
import io.shardbeat.group.wish.Wishes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Members that operators have removed, or that say that they have stopped. */
class DepartureTest {
    private static final MemberId A = new MemberId("a");
    private static final Instant LEASE_END = NOW.plusMillis(15_000);

    private static Wishes evicted(boolean fenced) {
        return Wishes.NONE.withDeparture(A, Departure.evicted(fenced, LEASE_END, Note.NONE));
    }

    private static Wishes left() {
        return Wishes.NONE.withDeparture(A, Departure.left(LEASE_END, Note.NONE));
    }

    /** Shards 0 and 1 are with a, whose lease ends then, and 2 with b. */
    private static Fixture group(Wishes wishes, Instant leaseEnd) {
        return new Fixture()
                .shards(3)
                .fenceMargin(Duration.ofSeconds(3))
                .wishes(wishes)
                .member("a", set(0, 1), new Lease(set(0, 1), EPOCH, 0, leaseEnd))
                .alive("b", 2);
    }

    @Test
    void theShardsOfAnEvictedMemberRestForWhatIsLeftOfItsLeaseAndTheMargin() {
        Plan plan = group(evicted(true), LEASE_END).plan();

        assertThat(plan.expired()).containsExactly(A);
        assertThat(plan.departed()).containsExactly(A);
        assertThat(plan.fences()).containsOnlyKeys(shard(0), shard(1)).containsValue(LEASE_END.plusMillis(3_000));
        assertThat(plan.nextDue()).isEqualTo(Optional.of(LEASE_END.plusMillis(3_000)));
        assertThat(plan.grants()).isEmpty();
        assertThat(plan.transitions().values()).extracting(step -> step.cause()).containsOnly(Cause.EVICTED);
    }

    @Test
    void theShardsOfOneThatIsKnownToBeDeadAreFreeAtOnce() {
        Plan plan = group(evicted(false), LEASE_END).plan();

        assertThat(granted(plan, "b")).isEqualTo(set(0, 1, 2));
        assertThat(kinds(plan))
                .containsExactly(Kind.MEMBER_EVICTED, Kind.SHARD_FREED, Kind.SHARD_FREED, Kind.GRANTED, Kind.GRANTED);
        assertThat(plan.fences()).isEmpty();
    }

    @Test
    void oneThatIsHeardOfAfterwardsIsNotDeadAndItsShardsRest() {
        Plan plan = group(evicted(false), LEASE_END.plusMillis(1)).plan();

        assertThat(plan.fences())
                .containsOnlyKeys(shard(0), shard(1))
                .containsValue(LEASE_END.plusMillis(1).plusMillis(3_000));
    }

    @Test
    void theShardsOfAMemberThatLeavesAreFreeAtOnce() {
        Plan plan = group(left(), LEASE_END).plan();

        assertThat(granted(plan, "b")).isEqualTo(set(0, 1, 2));
        assertThat(kinds(plan))
                .containsExactly(Kind.MEMBER_LEFT, Kind.SHARD_FREED, Kind.SHARD_FREED, Kind.GRANTED, Kind.GRANTED);
    }

    @Test
    void aMemberThatIsHeardOfAfterItLeftHasNotLeft() {
        Plan plan = group(left(), LEASE_END.plusMillis(1)).plan();

        assertThat(plan.expired()).isEmpty();
        assertThat(plan.wishes()).isEqualTo(Wishes.NONE);
    }

    @Test
    void aMemberThatLeftSoLongAgoThatItMayHaveBeenHeardOfSinceExpiresLikeOthers() {
        Wishes longAgo =
                Wishes.NONE.withDeparture(A, Departure.left(null, new Note("", NOW.minusMillis(20_000), "stopped")));
        Plan plan = new Fixture()
                .shards(1)
                .fenceMargin(Duration.ofSeconds(3))
                .wishes(longAgo)
                .silent("a", 0)
                .alive("b")
                .plan();

        assertThat(kinds(plan)).containsExactly(Kind.MEMBER_EXPIRED, Kind.SHARD_FREED);
        assertThat(plan.fences()).containsEntry(shard(0), NOW.plusMillis(3_000));
    }

    @Test
    void whatIsCarriedOutIsNotWantedAnyMore() {
        assertThat(group(evicted(true), LEASE_END).plan().wishes()).isEqualTo(Wishes.NONE);
        assertThat(group(left(), LEASE_END).plan().wishes()).isEqualTo(Wishes.NONE);
    }

    @Test
    void aDrainOfTheNameOutlivesTheMembershipUntilItsEnd() {
        Drain byName = new Drain(NOW.plusMillis(600_000), true, Note.NONE);
        Wishes wishes = evicted(true).withDrain(A, byName);

        assertThat(group(wishes, LEASE_END).plan().wishes()).isEqualTo(Wishes.NONE.withDrain(A, byName));
        assertThat(group(evicted(true).withDrain(A, new Drain(null, false, Note.NONE)), LEASE_END)
                        .plan()
                        .wishes())
                .isEqualTo(Wishes.NONE);
    }

    @Test
    void aHandOverOfAnEvictedMemberRestsToo() {
        Plan plan = new Fixture()
                .shards(2)
                .wishes(evicted(true))
                .handOver(0, "a", "b", EPOCH - 10)
                .member("a", set(), new Lease(set(0), EPOCH, 0, LEASE_END))
                .alive("b", 1)
                .plan();

        assertThat(plan.fences()).containsEntry(shard(0), LEASE_END);
        assertThat(plan.endedHandOvers()).containsExactly(shard(0));
    }

    @Test
    void nobodyDepartsWhileOwnershipIsRebuilt() {
        Plan plan = group(evicted(false), LEASE_END).rebuild(EPOCH).created(NOW).plan();

        assertThat(plan.expired()).isEmpty();
        assertThat(plan.wishes()).isNull();
    }

    @Test
    void anEvictionIsNoDeathOfAHolder() {
        Plan plan = group(evicted(false), LEASE_END)
                .safeguards(new Safeguards(
                        Safeguards.DEFAULT.handOver(),
                        Safeguards.DEFAULT.brake(),
                        new PoisonGuard(1, Duration.ofMinutes(10), Duration.ofMinutes(10))))
                .plan();

        assertThat(granted(plan, "b")).isEqualTo(set(0, 1, 2));
    }

    @Test
    void ofAPlanThatIsTooBigForOneCommitTheOthersDepartLater() {
        Wishes wishes = Wishes.NONE;
        Fixture group = new Fixture().shards(4).alive("z", 3);
        for (int m = 0; m < 3; m++) {
            MemberId member = new MemberId("m" + m);
            wishes =
                    wishes.withDeparture(member, Departure.left(null, new Note("", NOW.minusMillis(1_000), "stopped")));
            group.silent(member.name(), m);
        }

        Plan part = new Planner(new io.shardbeat.assignment.sticky.StickyBalancedAssignor(), 1)
                .parts(group.wishes(wishes).snapshot())
                .get(0);

        assertThat(part.expired()).containsExactly(new MemberId("m0"));
        assertThat(part.wishes()).isNotNull();
        assertThat(part.wishes().departures()).containsOnlyKeys(new MemberId("m1"), new MemberId("m2"));
        assertThat(part.more()).isTrue();
    }
}
