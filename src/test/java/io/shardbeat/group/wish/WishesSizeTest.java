package io.shardbeat.group.wish;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How many wishes count towards {@link Wishes#MOST}. */
class WishesSizeTest {
    private static final Instant END = Instant.ofEpochMilli(1_000_000);
    private static final MemberId A = new MemberId("a");
    private static final ShardId SHARD = new ShardId("clicks", 3);

    @Test
    void eachWishCountsOnceWhateverItIsOf() {
        assertThat(Stream.of(
                                Wishes.NONE.withWeight(A, new Weight(2, Note.NONE)),
                                Wishes.NONE.withPin(SHARD, new Pin(A, Note.NONE)),
                                Wishes.NONE.withDrain(A, new Drain(null, false, Note.NONE)),
                                Wishes.NONE.withDeparture(A, Departure.left(null, Note.NONE)),
                                Wishes.NONE.withPark(SHARD, new Park(END, Note.NONE)),
                                Wishes.NONE.withPause(new Pause(Pause.Mode.ALL, END, Note.NONE)))
                        .map(Wishes::size))
                .containsOnly(1);
        assertThat(Wishes.NONE.size()).isZero();
    }

    @Test
    void wishesOfAllSortsAddUp() {
        Wishes all = Wishes.NONE
                .withWeight(A, new Weight(2, Note.NONE))
                .withWeight(new MemberId("b"), new Weight(3, Note.NONE))
                .withPin(SHARD, new Pin(A, Note.NONE))
                .withDrain(A, new Drain(null, false, Note.NONE))
                .withDeparture(A, Departure.left(null, Note.NONE))
                .withPark(SHARD, new Park(END, Note.NONE))
                .withPause(new Pause(Pause.Mode.ALL, END, Note.NONE));
        assertThat(all.size()).isEqualTo(7);
    }
}
