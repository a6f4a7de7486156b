package io.shardbeat.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.cls.wire.ClsError;
import io.shardbeat.cls.wire.Envelope;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerTest {
    private static final String OTHER = "00000000-1111-2222-3333-444444444444";

    @Test
    void anotherIdTakesThePlaceInHeaderAndBody() {
        Answer answer = Envelope.error(ClsError.INTERNAL_ERROR, "a \u4e2d word");
        Answer named = answer.named(OTHER);

        assertThat(named.requestId()).isEqualTo(OTHER);
        assertThat(text(named)).isEqualTo(text(answer).replace(answer.requestId(), OTHER));
    }

    @Test
    void aBodyThatDoesNotRepeatItStays() {
        Answer answer = new Answer(
                200, "", List.of(Map.entry("x-log-requestid", "6B0CDE96F3C0EE8DABF68346")), new byte[] {'[', ']'});

        assertThat(text(answer.named("A"))).isEqualTo("[]");
        assertThat(answer.named("A").requestId()).isEqualTo("A");
    }

    private static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
