package io.shardbeat.load.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DuesTest {
    private final Dues dues = new Dues();
    private final List<Long> latencies = new ArrayList<>();

    @Test
    void latencyCountsFromWhenAHeartbeatWasDueAndNotFromWhenItWasSent() {
        dues.add(100);
        assertThat(dues.send(105)).isEqualTo(5);
        dues.end(120, latencies::add);

        assertThat(latencies).containsExactly(20L);
    }

    @Test
    void whatFellDueDuringAStallCountsFromThenOn() {
        dues.add(0);
        dues.send(0);
        dues.add(10);
        dues.add(20);
        dues.end(25, latencies::add);
        assertThat(dues.isOverdue()).isTrue();

        assertThat(dues.send(25)).isEqualTo(15);
        dues.end(26, latencies::add);

        assertThat(latencies).containsExactly(25L, 16L, 6L);
        assertThat(dues.isOverdue()).isFalse();
    }

    @Test
    void aPauseOfTheConsumerIsNoLatencyOfTheServer() {
        dues.add(0);
        dues.send(0);
        dues.add(10);
        dues.drop();
        dues.end(1_000, latencies::add);

        assertThat(latencies).isEmpty();
        assertThat(dues.isOverdue()).isFalse();
    }

    @Test
    void aProcessThatStoodStillGivesNothingUpForIt() {
        dues.add(0);
        dues.send(0);
        dues.waitAnew(1_000);

        assertThat(dues.hasWaited(1_050, 100)).isFalse();
        assertThat(dues.hasWaited(1_101, 100)).isTrue();
    }
}
