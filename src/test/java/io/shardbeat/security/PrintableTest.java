package io.shardbeat.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintableTest {
    @ParameterizedTest
    @CsvSource({
        "202e, turns text around",
        "2066, too",
        "200b, does not show",
        "000a, ends a line",
        "001b, begins a terminal sequence",
        "2028, ends a line to some",
        "d800, half a character",
        "e000, of nobody's font"
    })
    void whatCannotBeShownIsItsNumber(String point, String why) {
        String name = "a" + (char) Integer.parseInt(point, 16) + "b";
        assertThat(Printable.of(name)).as(why).isEqualTo("a\\u" + point + "b");
    }

    @Test
    void namesOfAllLanguagesAreLeftAlone() {
        assertThat(Printable.of("müller 消费者 \uD83D\uDE00")).isEqualTo("müller 消费者 \uD83D\uDE00");
    }

    @Test
    void aTextCannotEndItsQuotesNorPassForAnEscape() {
        assertThat(Printable.of("x\" who=\"root \\u202e")).isEqualTo("x\\\" who=\\\"root \\\\u202e");
    }

    @Test
    void longTextIsCut() {
        assertThat(Printable.of("\u202e".repeat(10_000)).length()).isLessThan(320);
    }
}
