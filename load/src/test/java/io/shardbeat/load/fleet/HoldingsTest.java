package io.shardbeat.load.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.load.plan.Shards;
import org.junit.jupiter.api.Test;

class HoldingsTest {
    private final Holdings holdings = new Holdings();

    @Test
    void whatIsTakenBackIsReportedUntilItIsStopped() {
        holdings.isGranted(Shards.of(0, 1));
        holdings.isGranted(Shards.of(0));
        assertThat(holdings.reported()).isEqualTo(Shards.of(0, 1));

        assertThat(holdings.stop(holdings.lost())).isEqualTo(Shards.of(1));
        assertThat(holdings.reported()).isEqualTo(Shards.of(0));
    }

    @Test
    void whatIsGivenBackBeforeItStoppedIsKept() {
        holdings.isGranted(Shards.of(0, 1));
        holdings.isGranted(Shards.of(0));
        Shards lost = holdings.lost();
        assertThat(holdings.isGranted(Shards.of(0, 1))).isEqualTo(Shards.NONE);

        assertThat(holdings.stop(lost)).isEqualTo(Shards.NONE);
        assertThat(holdings.reported()).isEqualTo(Shards.of(0, 1));
    }

    @Test
    void anAnswerBeginsWhatWasNotReported() {
        holdings.isGranted(Shards.of(0));

        assertThat(holdings.isGranted(Shards.of(0, 3))).isEqualTo(Shards.of(3));
    }
}
