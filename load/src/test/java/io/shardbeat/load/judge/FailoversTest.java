package io.shardbeat.load.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.load.plan.Shards;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailoversTest {
    private final List<Long> taken = new ArrayList<>();
    private final Failovers failovers = new Failovers(taken::add);

    @Test
    void aFailoverLastsFromTheKillToTheAnswerThatGivesTheShardToAnother() {
        failovers.killed(0, Shards.of(1, 2), 100);
        failovers.granted(3, Shards.of(2, 9), 150);

        assertThat(taken).containsExactly(50L);
        assertThat(failovers.open()).isEqualTo(1);
        assertThat(failovers.longestOpen(180)).isEqualTo(80);
    }

    @Test
    void aShardThatGoesBackToItsOldMemberIsNoFailover() {
        failovers.killed(0, Shards.of(1), 100);
        failovers.granted(0, Shards.of(1), 150);

        assertThat(taken).isEmpty();
        assertThat(failovers.open()).isZero();
    }

    @Test
    void aShardWhoseNextHolderIsKilledAsWellHasWaitedSinceTheFirstKill() {
        failovers.killed(0, Shards.of(1), 100);
        failovers.killed(1, Shards.of(1), 120);
        failovers.granted(2, Shards.of(1), 150);

        assertThat(taken).containsExactly(50L);
    }
}
