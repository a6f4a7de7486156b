package io.shardbeat.ctl.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {
    @Test
    void numbersInNamesAreOrderedAsPeopleCount() {
        List<String> ordered = List.of(
                "",
                "1",
                "01",
                "2",
                "10",
                "99999999999999999999",
                "100000000000000000000",
                "a",
                "a1",
                "a1b",
                "a2",
                "a10",
                "b");
        List<String> shuffled = new ArrayList<>(ordered);
        Collections.shuffle(shuffled, new Random(7));
        shuffled.sort(NaturalOrder.INSTANCE);
        // 01 and 1 count the same: the plain order of the texts decides.
        assertThat(shuffled.indexOf("01")).isLessThan(shuffled.indexOf("1"));
        shuffled.remove("01");
        List<String> rest = new ArrayList<>(ordered);
        rest.remove("01");
        assertThat(shuffled).isEqualTo(rest);
    }

    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S, 500ms",
        "90s, PT1M30S, 90s",
        "10m, PT10M, 10m",
        "2h, PT2H, 2h",
        "1h30m, PT1H30M, 90m",
        "1d, PT24H, 24h",
        "PT5S, PT5S, 5s",
        "pt5s, PT5S, 5s"
    })
    void durationsAreReadAsPeopleWriteThem(String text, Duration expected, String wire) {
        assertThat(Spans.parse(text)).isEqualTo(expected);
        assertThat(Spans.wire(expected)).isEqualTo(wire);
        assertThat(Spans.parse(wire)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "m", "-5s", "5 s", "10x", "0s", "PT-5S", "5s10", "9999999999999s"})
    void othersAreNone(String text) {
        assertThatThrownBy(() -> Spans.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0s",
        "PT0.25S, 250ms",
        "PT59S, 59s",
        "PT3M20S, 3m20s",
        "PT1H, 1h",
        "PT1H59M59S, 1h59m",
        "PT50H30M, 2d2h"
    })
    void agesHaveTwoUnitsAtMost(Duration span, String text) {
        assertThat(Spans.text(span)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"plain-1, plain-1", "日本, 日本", "a\\b, a\\\\b", "'a\u00a0b', a\\u{a0}b", "'\u202e', \\u{202e}"})
    void harmlessTextStaysAsItIs(String text, String shown) {
        assertThat(Printable.of(text)).isEqualTo(shown);
    }
}
