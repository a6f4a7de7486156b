package io.shardbeat.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.testkit.wire.SampleRequest;
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

    @ParameterizedTest
    @CsvSource({
        "localhost, true",
        "LOCALHOST:8080, true",
        "my-project.localhost:8080, true",
        "127.0.0.1, true",
        "[::1]:8080, true",
        "evil.example, false",
        "localhost.evil.example, false",
        "127.evil.example, false",
        "'', false"
    })
    void aNameThatAnybodyCanPointHereIsNotLocal(String host, boolean local) {
        assertThat(LocalNames.isLocal(host)).isEqualTo(local);
    }

    /** DNS rebinding: to the browser the page and this server are one site. */
    @ParameterizedTest
    @CsvSource({
        "my-project.localhost:8080, false, false",
        "my-project.evil.example, false, true",
        "my-project.evil.example, true, false"
    })
    void aPageUnderANameOfItsOwnMustSign(String host, boolean signed, boolean foreign) {
        SampleRequest request =
                SampleRequest.of("POST", "/logstores/l/consumergroups").header("Host", host);
        assertThat(ForeignPages.sent(request.raw())).as("no browser").isFalse();
        request = request.header("Sec-Fetch-Site", "same-origin");
        assertThat(ForeignPages.sent((signed ? request.header("Authorization", "LOG a:b") : request).raw()))
                .isEqualTo(foreign);
    }
}
