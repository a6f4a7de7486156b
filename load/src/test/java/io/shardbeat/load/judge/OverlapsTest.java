package io.shardbeat.load.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.load.plan.Shards;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverlapsTest {
    private static final Shards SHARD = Shards.of(7);

    private final List<Long> seen = new ArrayList<>();
    private final Overlaps overlaps = new Overlaps(seen::add);

    @Test
    void aShardThatWasStoppedBeforeAnotherBeganDoesNotOverlap() {
        overlaps.starts(0, SHARD, 10);
        overlaps.stops(0, SHARD, 20);
        overlaps.starts(1, SHARD, 20);
        overlaps.close(30);

        assertThat(seen).isEmpty();
    }

    @Test
    void anOverlapLastsFromTheSecondStartToTheFirstStop() {
        overlaps.starts(0, SHARD, 10);
        overlaps.starts(1, SHARD, 15);
        overlaps.stops(0, SHARD, 18);
        overlaps.stops(1, SHARD, 40);

        assertThat(seen).containsExactly(3L);
    }

    @Test
    void whatStillOverlapsAtTheEndIsCounted() {
        overlaps.starts(0, SHARD, 10);
        overlaps.starts(1, SHARD, 15);
        overlaps.close(25);

        assertThat(seen).containsExactly(10L);
    }

    @Test
    void whoNeverStartedStopsNothing() {
        overlaps.starts(0, SHARD, 10);
        overlaps.stops(1, SHARD, 15);

        assertThat(seen).isEmpty();
    }
}
