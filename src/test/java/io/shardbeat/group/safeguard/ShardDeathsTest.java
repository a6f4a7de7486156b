package io.shardbeat.group.safeguard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How long it is remembered that a shard's holders died. */
class ShardDeathsTest {
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final Instant LAST = Instant.ofEpochMilli(1_800_000_000_000L);
    private static final Instant END = LAST.plus(WINDOW);

    @Test
    void theWindowBeginsWithTheLastDeath() {
        ShardDeaths deaths = ShardDeaths.firstAt(LAST);
        assertThat(deaths.isForgottenAt(END, WINDOW)).isFalse();
        assertThat(deaths.isForgottenAt(END.plusMillis(1), WINDOW)).isTrue();
    }

    @Test
    void theTimeInWhichNobodyCouldHaveTheShardDoesNotCount() {
        Instant parked = LAST.plusSeconds(60);
        ShardDeaths deaths = ShardDeaths.firstAt(LAST).parkedUntil(parked);
        assertThat(deaths.isForgottenAt(parked.plus(WINDOW), WINDOW)).isFalse();
        assertThat(deaths.isForgottenAt(parked.plus(WINDOW).plusMillis(1), WINDOW))
                .isTrue();
    }

    @Test
    void aParkingThatWasOverBeforeTheLastDeathDelaysNothing() {
        ShardDeaths deaths = new ShardDeaths(2, LAST, LAST.minusSeconds(1));
        assertThat(deaths.isForgottenAt(END, WINDOW)).isFalse();
        assertThat(deaths.isForgottenAt(END.plusMillis(1), WINDOW)).isTrue();
    }

    /** The clock of a Redis that took over may be behind. */
    @Test
    void aDeathInTheFutureIsForgotten() {
        assertThat(ShardDeaths.firstAt(LAST).isForgottenAt(LAST.minusMillis(1), WINDOW))
                .isTrue();
    }
}
