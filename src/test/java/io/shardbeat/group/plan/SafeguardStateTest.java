package io.shardbeat.group.plan;

import static io.shardbeat.group.plan.Fixture.NOW;
import static io.shardbeat.group.plan.Fixture.shard;
import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.group.safeguard.ExpiryWindow;
import io.shardbeat.group.safeguard.SafeguardState;
import io.shardbeat.group.safeguard.ShardDeaths;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Shard 0 is parked for a while, shard 1 only lost a holder. */
class SafeguardStateTest {
    private static final SafeguardState WATCH = new SafeguardState(
            ExpiryWindow.NONE,
            Map.of(
                    shard(0),
                    new ShardDeaths(3, NOW.minusMillis(9), NOW),
                    shard(1),
                    new ShardDeaths(1, NOW.minusMillis(9), null)));

    @Test
    void aShardIsParkedUntilItsTimeIsOver() {
        assertThat(WATCH.isParkedAt(shard(0), NOW.minusMillis(1))).isTrue();
        assertThat(WATCH.isParkedAt(shard(0), NOW)).isFalse();
        assertThat(WATCH.isParkedAt(shard(1), NOW.minusMillis(1))).isFalse();
        assertThat(WATCH.isParkedAt(shard(2), NOW.minusMillis(1))).isFalse();
    }

    @Test
    void onlyTheParkedAreCounted() {
        assertThat(WATCH.parkedAt(NOW.minusMillis(1))).isEqualTo(1);
        assertThat(WATCH.parkedAt(NOW)).isZero();
    }
}
