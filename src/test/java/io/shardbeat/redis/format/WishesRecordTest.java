package io.shardbeat.redis.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.group.wish.Wishes;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WishesRecordTest {
    @Test
    void wishesAreReadBackAsTheyWereWritten() {
        Wishes wishes = Wishes.of(
                Map.of(new MemberId("a b"), 3),
                Map.of(new ShardId("orders", 7), new MemberId("\"b\"")),
                Set.of(new MemberId("c"), new MemberId("d")));

        assertThat(WishesRecord.wishes(Map.of("wishes", WishesRecord.encode(wishes))))
                .isEqualTo(wishes);
    }

    @Test
    void aGroupOfWhichNothingIsWantedHasNone() {
        assertThat(WishesRecord.wishes(Map.of("epoch", "1"))).isEqualTo(Wishes.NONE);
        assertThat(WishesRecord.wishes(Map.of("wishes", "{}"))).isEqualTo(Wishes.NONE);
    }

    @Test
    void whatOnlyANewerVersionKnowsIsLeftAlone() {
        assertThat(WishesRecord.wishes(Map.of("wishes", "{\"zones\":{\"until\":1},\"drained\":[\"a\"]}")))
                .isEqualTo(Wishes.of(Map.of(), Map.of(), Set.of(new MemberId("a"))));
    }

    @Test
    void whatIsNotJsonIsNamed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> WishesRecord.wishes(Map.of("wishes", "drain a")))
                .withMessageContaining("drain a");
    }
}
