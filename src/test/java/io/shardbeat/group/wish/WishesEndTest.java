package io.shardbeat.group.wish;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What ends of what operators want, and what stays. */
class WishesEndTest {
    private static final Instant NOW = Instant.ofEpochMilli(1_000_000);
    private static final Instant LATER = NOW.plusMillis(1);
    private static final MemberId A = new MemberId("a");
    private static final MemberId B = new MemberId("b");
    private static final ShardId SHARD = new ShardId("clicks", 3);
    private static final ShardId OTHER = new ShardId("clicks", 4);

    @Test
    void whatHasNoEndStaysWhetherItsMemberIsThereOrNot() {
        Wishes wishes = Wishes.of(Map.of(A, 3), Map.of(SHARD, B), Set.of());
        assertThat(left(wishes)).isSameAs(wishes);
    }

    @Test
    void aParkEndsAtItsTimeAndNotBefore() {
        // given
        Wishes later = Wishes.NONE.withPark(OTHER, new Park(LATER, Note.NONE));

        // when
        Wishes left = left(later.withPark(SHARD, new Park(NOW, Note.NONE)));

        // then
        assertThat(left).isEqualTo(later);
        assertThat(left(left)).isSameAs(left);
    }

    @Test
    void aPauseEndsAtItsTimeAndNotBefore() {
        Wishes later = Wishes.NONE.withPause(new Pause(Pause.Mode.ALL, LATER, Note.NONE));
        assertThat(left(later)).isSameAs(later);
        assertThat(left(Wishes.NONE.withPause(new Pause(Pause.Mode.ALL, NOW, Note.NONE))))
                .isEqualTo(Wishes.NONE);
    }

    @Test
    void aDrainEndsWithTheMembershipButForOneOfAName() {
        Wishes drained = Wishes.NONE
                .withDrain(A, new Drain(null, false, Note.NONE))
                .withDrain(B, new Drain(LATER, true, Note.NONE));
        assertThat(drained.after(NOW, A::equals, member -> false)).isSameAs(drained);
        assertThat(left(drained)).isEqualTo(drained.withDrain(A, null));
    }

    @Test
    void aDepartureStaysWhileItIsAwaited() {
        Wishes departing = Wishes.NONE
                .withDeparture(A, Departure.left(null, Note.NONE))
                .withDeparture(B, Departure.left(null, Note.NONE));
        assertThat(departing.after(NOW, member -> true, member -> true)).isSameAs(departing);
        assertThat(departing.after(NOW, member -> true, B::equals).departures()).containsOnlyKeys(B);
    }

    /** Nobody is a member, and no departure is awaited. */
    private static Wishes left(Wishes wishes) {
        return wishes.after(NOW, member -> false, member -> false);
    }
}
