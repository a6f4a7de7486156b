package io.shardbeat.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberRunsTest {
    private static final int MOST = 20;

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "'0', '0'",
        "'0 1', '0-1'",
        "'0 1 2 3', '0-3'",
        "'0 2', '0,2'",
        "'3 2', '3,2'",
        "'1 1', '1,1'",
        "'5 6 7 9 11 12', '5-7,9,11-12'",
        "'7 0 1', '7,0-1'",
    })
    void neighboursThatAscendByOneAreOneRun(String numbers, String text) {
        int[] all = Arrays.stream(numbers.split(" "))
                .filter(number -> !number.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();

        assertThat(NumberRuns.encode(all)).isEqualTo(text);
        assertThat(NumberRuns.decode(text, MOST)).isEqualTo(all);
    }

    @Test
    void asManyAsThereMayBeAreRead() {
        assertThat(NumberRuns.decode("0-19", MOST))
                .isEqualTo(IntStream.range(0, 20).toArray());
        assertThat(NumberRuns.decode("0-9,10,30-38", MOST)).hasSize(MOST).endsWith(37, 38);
        assertThat(NumberRuns.decode("4", 1)).containsExactly(4);
        assertThat(NumberRuns.decode("0-99", 100))
                .isEqualTo(IntStream.range(0, 100).toArray());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0-20", "0-9,10,30-39", "0-19,20", "0-2147483647", "5-4", "0-9,20-9"})
    void oneMoreIsRefusedAndSoIsARunThatDescends(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NumberRuns.decode(text, MOST))
                .withMessage("a run of numbers is not ascending, or there are more than 20");
    }

    @Test
    void theLastNumberThereIsEndsARun() {
        assertThat(NumberRuns.decode("2147483646-2147483647", MOST))
                .containsExactly(Integer.MAX_VALUE - 1, Integer.MAX_VALUE);
    }

    @Test
    void aNegativeNumberIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> NumberRuns.decode("-1", MOST));
        assertThatIllegalArgumentException().isThrownBy(() -> NumberRuns.decode("0--1", MOST));
    }
}
