package io.shardbeat.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForeignPagesTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, localhost:8080, false",
                "none, -, localhost:8080, false",
                "same-origin, http://localhost:8080, localhost:8080, false",
                "-, https://Shardbeat.example, shardbeat.example, false",
                "cross-site, -, localhost:8080, true",
                "same-site, -, localhost:8080, true",
                "whatever, -, localhost:8080, true",
                "cross-site, http://localhost:8080, localhost:8080, true",
                "-, http://evil.example, localhost:8080, true",
                "-, http://localhost:8081, localhost:8080, true",
                "-, http://localhost:8080.evil.example, localhost:8080, true",
                "-, null, localhost:8080, true",
                "-, http://localhost:8080, -, true"
            })
    void aPageIsKnownByWhatBrowsersSay(String site, String origin, String host, boolean foreign) {
        assertThat(ForeignPages.sent(site, origin, host)).isEqualTo(foreign);
    }
}
