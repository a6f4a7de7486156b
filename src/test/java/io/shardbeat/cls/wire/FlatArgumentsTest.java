package io.shardbeat.cls.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlatArgumentsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                          | {}",
                "A=x                         | {\"A\":\"x\"}",
                "A=                          | {\"A\":\"\"}",
                "A                           | {\"A\":\"\"}",
                "&&A=x&                      | {\"A\":\"x\"}",
                "A=b%20c+d%2B%E4%BD%A0       | {\"A\":\"b c d+\u4f60\"}",
                "A%2E0=x                     | {\"A\":[\"x\"]}",
                "A=x=y                       | {\"A\":\"x=y\"}",
                "T.0=a&T.1=b                 | {\"T\":[\"a\",\"b\"]}",
                "T.10=c&T.9=b&T.2=a          | {\"T\":[\"a\",\"b\",\"c\"]}",
                "A.0.B=x&A.1.B=y&A.0.C.0=1   | {\"A\":[{\"B\":\"x\",\"C\":[\"1\"]},{\"B\":\"y\"}]}",
                "A.B.C=x                     | {\"A\":{\"B\":{\"C\":\"x\"}}}",
                "T.2147483647=a              | {\"T\":[\"a\"]}",
            })
    void readsWhatTheyStandFor(String encoded, String json) {
        assertThat(FlatArguments.parse(encoded).tree()).hasToString(json);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A=1&A=2           | is given twice",
                "T=1&T.0=2         | as a value and as a list",
                "T.0=1&T=2         | as a value and as a list",
                "T.0=1&T.0.A=2     | as a value and as a list",
                "T.0=1&T.00=2      | as a value and as a list",
                "T.0=1&T.A=2       | mixes indexes and names",
                "A=%zz             | percent-encoded",
                "A=%4              | percent-encoded",
                "a.b.c.d.e.f.g.h.i=1 | too many parts",
            })
    void refusesWhatStandsForNothing(String encoded, String message) {
        assertThatThrownBy(() -> FlatArguments.parse(encoded).tree())
                .isInstanceOfSatisfying(
                        ClsException.class, e -> assertThat(e.error()).isEqualTo(ClsError.INVALID_PARAMETER))
                .hasMessageContaining(message);
    }

    @Test
    void keepsTheParametersForTheSignature() {
        assertThat(FlatArguments.parse("T.0=a%20b&SecretId=id").parameters())
                .containsEntry("T.0", "a b")
                .containsEntry("SecretId", "id")
                .hasSize(2);
    }
}
