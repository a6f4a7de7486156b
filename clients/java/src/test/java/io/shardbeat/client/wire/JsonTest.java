package io.shardbeat.client.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void everyKindOfValueIsRead() {
        assertThat(Json.read(" {\"a\" : [1, -2.5, true,false, null], \"\\u00e9\\n\": {} , \" b \":[]} "))
                .isEqualTo(Map.of(
                        "a", List.of(1L, -2.5, true, false, Json.NULL),
                        "é\n", Map.of(),
                        " b ", List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[", "[1", "[1,]", "{\"a\"}", "{a:1}", "\"a", "\"\\x\"", "\"\\u12", "tru", "1 2", "[1]]"})
    void whatIsNoneIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Json.read(text));
    }

    @Test
    void whatIsTooDeepIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Json.read("[".repeat(100_000)));
    }
}
