package io.shardbeat.load.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTest {
    private static final int CONSUMERS = 1_000;

    @ParameterizedTest
    @ValueSource(strings = {"137@5s", "13.7%@5s"})
    void asManyAreKilledAsWasAskedFor(String text) {
        Fault kill = Fault.parse(Fault.Kind.KILL, text);

        for (int turn = 0; turn < 4; turn++) {
            int each = turn;
            assertThat(IntStream.range(0, CONSUMERS)
                            .filter(k -> Outage.of(kill, each, k, CONSUMERS) != null)
                            .count())
                    .isEqualTo(137);
        }
    }

    @Test
    void theNextTurnPicksOthers() {
        Fault kill = Fault.parse(Fault.Kind.KILL, "10%@5s");

        assertThat(IntStream.range(0, CONSUMERS)
                        .filter(k ->
                                Outage.of(kill, 0, k, CONSUMERS) != null && Outage.of(kill, 1, k, CONSUMERS) != null))
                .isEmpty();
    }

    @Test
    void theKilledAreSpreadOverTheFleet() {
        Fault kill = Fault.parse(Fault.Kind.KILL, "10%@5s");

        for (int group = 0; group < 10; group++) {
            int from = group * 100;
            assertThat(IntStream.range(from, from + 100)
                            .filter(k -> Outage.of(kill, 0, k, CONSUMERS) != null)
                            .count())
                    .isEqualTo(10);
        }
    }

    @Test
    void aRollRestartsEveryConsumerOnceABatchAtATime() {
        Fault roll = Fault.parse(Fault.Kind.ROLL, "25%@10s+2s");

        for (int k = 0; k < 8; k++) {
            Outage outage = Objects.requireNonNull(Outage.of(roll, 0, k, 8));
            assertThat(outage.fromNanos())
                    .isEqualTo(Duration.ofSeconds(10 + k / 2 * 2L).toNanos());
            assertThat(outage.toNanos() - outage.fromNanos())
                    .isEqualTo(Duration.ofSeconds(2).toNanos());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10%", "@5s", "x@5s", "101%@5s", "10@5", "10@5s+"})
    void whatIsNoFaultIsRefusedInWords(String text) {
        assertThatThrownBy(() -> Fault.parse(Fault.Kind.KILL, text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected");
    }

    @Test
    void aPauseSaysForHowLong() {
        assertThatThrownBy(() -> Fault.parse(Fault.Kind.PAUSE, "10@5s")).hasMessageContaining("for how long");
    }
}
