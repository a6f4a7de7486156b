package io.shardbeat.cls.signature;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostFormsTest {
    /** Behind a colon there may be something else than a port: then it is signed as it is, or not at all. */
    @ParameterizedTest
    @CsvSource({
        "cls.test, cls.test",
        "cls.test:8080, cls.test:8080 cls.test",
        "[::1]:8080, [::1]:8080 [::1]",
        "[::1], [::1]",
        "cls.test:8080: other.test, cls.test:8080: other.test",
        "cls.test:8080:9, cls.test:8080:9",
        "cls.test:, cls.test:",
        "':80', ':80'",
    })
    void aPortIsANumberBehindTheOnlyColon(String host, String forms) {
        assertThat(String.join(" ", HostForms.of(host))).isEqualTo(forms);
    }
}
