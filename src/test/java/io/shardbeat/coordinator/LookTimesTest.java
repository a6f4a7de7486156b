package io.shardbeat.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LookTimesTest {
    private final AtomicLong clock = new AtomicLong(-7);
    private final LookTimes looks = new LookTimes(2, clock::get);

    @Test
    void aNodeThatStartsLooksEverywhere() {
        assertThat(looks.isTimeFor(0)).isTrue();
        assertThat(looks.isTimeFor(1)).isTrue();
    }

    @Test
    void aQuietBucketIsLookedAtRegularly() {
        looks.begin(0);
        clock.addAndGet(LookTimes.REGULAR_MILLIS - 1);
        assertThat(looks.isTimeFor(0)).isFalse();
        clock.addAndGet(1);
        assertThat(looks.isTimeFor(0)).isTrue();
    }

    @Test
    void aBucketIsLookedAtAsSoonAsSomethingInItIsDue() {
        looks.begin(0);
        looks.expect(0, 40);
        looks.expect(0, 90);
        clock.addAndGet(39);
        assertThat(looks.isTimeFor(0)).isFalse();
        clock.addAndGet(1);
        assertThat(looks.isTimeFor(0)).isTrue();
    }

    @Test
    void whatIsDueLaterPutsOffNoRegularLook() {
        looks.begin(0);
        looks.expect(0, 10_000);
        clock.addAndGet(LookTimes.REGULAR_MILLIS);
        assertThat(looks.isTimeFor(0)).isTrue();
    }

    @Test
    void bucketsDoNotShareTheirTimes() {
        looks.begin(0);
        looks.begin(1);
        looks.expect(1, 0);
        assertThat(looks.isTimeFor(0)).isFalse();
        assertThat(looks.isTimeFor(1)).isTrue();
    }
}
