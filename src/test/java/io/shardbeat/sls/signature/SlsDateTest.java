package io.shardbeat.sls.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlsDateTest {
    private static final DateTimeFormatter RFC_1123 =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US);
    private static final DateTimeFormatter BASIC_ISO = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");

    /** Trap 20: one header, two formats. */
    @Test
    void readsWhatClientsWrite() {
        SplittableRandom random = new SplittableRandom(20261121);
        for (int i = 0; i < 10_000; i++) {
            long seconds = random.nextLong(4_102_444_800L);
            var time = Instant.ofEpochSecond(seconds).atOffset(ZoneOffset.UTC);
            assertThat(SlsDate.epochSeconds(RFC_1123.format(time))).isEqualTo(seconds);
            assertThat(SlsDate.epochSeconds(BASIC_ISO.format(time))).isEqualTo(seconds);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"Sun, 1 Nov 2026 20:32:10 GMT | 1793565130", "Sun, 01 Nov 2026 20:32:10 +0100 | 1793561530"})
    void readsOtherFormsOfRfc1123(String text, long seconds) {
        assertThat(SlsDate.epochSeconds(text)).isEqualTo(seconds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "20261121T203210",
                "20261321T203210Z",
                "20261121T243210Z",
                "2026112aT203210Z",
                "20261121 203210Z",
                "2026-11-21T20:32:10Z",
                "Sat, 21 Nov 2026 20:60:10 GMT",
                "Sat, 21 anF 2026 20:32:10 GMT",
                "Sat, 31 Nov 2026 20:32:10 GMT",
                "Saturday, 21 Nov 2026 20:32:10 GMT"
            })
    void refusesAnythingElse(String text) {
        assertThat(SlsDate.epochSeconds(text)).isEqualTo(SlsDate.UNREADABLE);
    }
}
