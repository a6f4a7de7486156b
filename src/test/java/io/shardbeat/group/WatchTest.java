package io.shardbeat.group;

import static io.shardbeat.group.Fixture.NOW;
import static io.shardbeat.group.Fixture.shard;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Shard 0 is parked for a while, shard 1 only lost a holder. */
class WatchTest {
    private static final Watch WATCH = new Watch(
            ExpiryWindow.NONE,
            Map.of(shard(0), new ShardDeaths(3, NOW - 9, NOW), shard(1), new ShardDeaths(1, NOW - 9, 0)));

    @Test
    void aShardIsParkedUntilItsTimeIsOver() {
        assertThat(WATCH.isParkedAt(shard(0), NOW - 1)).isTrue();
        assertThat(WATCH.isParkedAt(shard(0), NOW)).isFalse();
        assertThat(WATCH.isParkedAt(shard(1), NOW - 1)).isFalse();
        assertThat(WATCH.isParkedAt(shard(2), NOW - 1)).isFalse();
    }

    @Test
    void onlyTheParkedAreCounted() {
        assertThat(WATCH.parkedAt(NOW - 1)).isEqualTo(1);
        assertThat(WATCH.parkedAt(NOW)).isZero();
    }
}
