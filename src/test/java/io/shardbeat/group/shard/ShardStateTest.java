package io.shardbeat.group.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.group.HandOver;
import io.shardbeat.group.shard.ShardState.Free;
import io.shardbeat.group.shard.ShardState.HandingOver;
import io.shardbeat.group.shard.ShardState.Held;
import io.shardbeat.group.shard.ShardState.InFlight;
import io.shardbeat.group.shard.ShardState.Released;
import io.shardbeat.group.shard.ShardState.Resting;
import io.shardbeat.group.shard.ShardState.Withdrawn;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which state a shard on its way, or one that rests, goes to. */
class ShardStateTest {
    private static final Instant NOW = Instant.ofEpochMilli(1_000_000);
    private static final MemberId A = new MemberId("a");
    private static final MemberId B = new MemberId("b");
    private static final MemberId C = new MemberId("c");
    private static final HandOver TO_B = new HandOver(new ShardId("clicks", 3), A, B, 7, NOW.minusSeconds(5));

    private static final HandingOver HANDING_OVER = new HandingOver(TO_B);
    private static final Released RELEASED = new Released(TO_B.releasedAt(NOW.minusSeconds(1)));
    private static final Withdrawn WITHDRAWN = new Withdrawn(TO_B.withNext(null));
    private static final List<InFlight> ON_ITS_WAY = List.of(HANDING_OVER, RELEASED, WITHDRAWN);

    @Test
    void aShardOnItsWayIsWithWhoeverARebuildFindsWorkingOnIt() {
        assertThat(ON_ITS_WAY)
                .allSatisfy(state -> assertThat(state.adoptedBy(C)).isEqualTo(new Held(C)));
    }

    @Test
    void aShardOnItsWayThatIsInAGrantTooIsWithTheOneThatHasTheGrant() {
        assertThat(ON_ITS_WAY).allSatisfy(state -> assertThat(state.repaired(C)).isEqualTo(new Held(C)));
    }

    @Test
    void aShardOnItsWayIsFreeWhenItsHolderDiesButForAMargin() {
        assertThat(ON_ITS_WAY).allSatisfy(state -> {
            assertThat(state.expire(NOW, NOW)).isEqualTo(Free.FREE);
            assertThat(state.expire(NOW.plusMillis(1), NOW)).isEqualTo(new Resting(NOW.plusMillis(1)));
        });
    }

    @Test
    void aShardThatNobodyIsToHaveIsFreeOnceItsHolderLetGo() {
        assertThat(RELEASED.free()).isEqualTo(Free.FREE);
        assertThat(WITHDRAWN.letGo()).isEqualTo(Free.FREE);
    }

    @Test
    void aShardThatHasRestedIsFree() {
        assertThat(new Resting(NOW).rested()).isEqualTo(Free.FREE);
    }

    @Test
    void aShardThatIsStuckWaitsForTheSameHolderAsBefore() {
        assertThat(HANDING_OVER.stuck()).isEqualTo(new HandingOver(TO_B.asStuck()));
        assertThat(WITHDRAWN.stuck())
                .isEqualTo(new Withdrawn(TO_B.withNext(null).asStuck()));
    }
}
