package io.shardbeat.load.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RhythmTest {
    private static final Rhythm RHYTHM = rhythm("10s", "60s");

    @Test
    void startsAreSpreadEvenlyOverTheRamp() {
        assertThat(RHYTHM.firstBeatNanos(0, 4)).isZero();
        assertThat(RHYTHM.firstBeatNanos(1, 4))
                .isEqualTo(Duration.ofMillis(2_500).toNanos());
        assertThat(RHYTHM.firstBeatNanos(3, 4))
                .isEqualTo(Duration.ofMillis(7_500).toNanos());
    }

    @Test
    void consumersFenceThemselvesOneIntervalAfterTheTimeout() {
        assertThat(RHYTHM.fenceNanos()).isEqualTo(Duration.ofSeconds(25).toNanos());
    }

    @Test
    void aRunIsLongerThanItsRampAndEnds() {
        assertThatThrownBy(() -> rhythm("10s", "10s")).hasMessageContaining("more than the ramp");
        assertThatThrownBy(() -> rhythm("10s", "25h")).hasMessageContaining("at most 24h");
    }

    private static Rhythm rhythm(String ramp, String duration) {
        return new Rhythm(
                Durations.parse("5s"),
                Durations.parse("20s"),
                Duration.ZERO,
                Durations.parse(ramp),
                Durations.parse(duration));
    }
}
