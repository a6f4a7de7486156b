package io.shardbeat.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SweepScheduleTest {
    private final AtomicLong clock = new AtomicLong(-7);
    private final SweepSchedule looks = new SweepSchedule(2, clock::get);

    @Test
    void aNodeThatStartsLooksEverywhere() {
        assertThat(looks.isTimeFor(0)).isTrue();
        assertThat(looks.isTimeFor(1)).isTrue();
    }

    @Test
    void aQuietBucketIsLookedAtRegularly() {
        looks.begin(0);
        clock.addAndGet(SweepSchedule.REGULAR.toMillis() - 1);
        assertThat(looks.isTimeFor(0)).isFalse();
        clock.addAndGet(1);
        assertThat(looks.isTimeFor(0)).isTrue();
    }

    @Test
    void aBucketIsLookedAtAsSoonAsSomethingInItIsDue() {
        looks.begin(0);
        looks.expect(0, Duration.ofMillis(40));
        looks.expect(0, Duration.ofMillis(90));
        clock.addAndGet(39);
        assertThat(looks.isTimeFor(0)).isFalse();
        clock.addAndGet(1);
        assertThat(looks.isTimeFor(0)).isTrue();
    }

    @Test
    void whatIsDueLaterPutsOffNoRegularLook() {
        looks.begin(0);
        looks.expect(0, Duration.ofMillis(10_000));
        clock.addAndGet(SweepSchedule.REGULAR.toMillis());
        assertThat(looks.isTimeFor(0)).isTrue();
    }

    @Test
    void bucketsDoNotShareTheirTimes() {
        looks.begin(0);
        looks.begin(1);
        looks.expect(1, Duration.ofMillis(0));
        assertThat(looks.isTimeFor(0)).isFalse();
        assertThat(looks.isTimeFor(1)).isTrue();
    }
}
