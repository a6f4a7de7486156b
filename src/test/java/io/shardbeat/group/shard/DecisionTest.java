package io.shardbeat.group.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.group.HandOver;
import io.shardbeat.group.shard.Decision.Kind;
import io.shardbeat.group.shard.ShardState.HandingOver;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DecisionTest {
    @Test
    void aHandOverThatIsCancelledTellsWhoDoesNotGetTheShardAfterAll() {
        // given
        ShardId shard = new ShardId("clicks", 3);
        MemberId holder = new MemberId("a");
        MemberId next = new MemberId("b");
        HandingOver begun = new HandingOver(new HandOver(shard, holder, next, 7, Instant.ofEpochMilli(1_000_000)));

        // when
        Decision decision = new Transition(shard, begun, begun.cancel(), Cause.CANCELLED).decision();

        // then
        assertThat(decision).isEqualTo(new Decision(Kind.HAND_OVER_CANCELLED, shard, holder, next, Cause.CANCELLED));
    }

    @Test
    void theStoreHasLostSomethingOnlyWhereADecisionSaysSo() {
        assertThat(Arrays.stream(Kind.values()).filter(Kind::isLoss))
                .containsExactlyInAnyOrder(Kind.WRITES_LOST, Kind.EVERYTHING_LOST);
    }

    @Test
    void aKindIsToldInSmallLettersWithHyphens() {
        assertThat(Kind.HAND_OVER_BEGUN.word()).isEqualTo("hand-over-begun");
        assertThat(Kind.GRANTED.word()).isEqualTo("granted");
    }
}
