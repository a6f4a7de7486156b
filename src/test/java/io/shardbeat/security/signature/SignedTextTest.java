package io.shardbeat.security.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SignedTextTest {
    @Test
    void growsAsNeeded() {
        SignedText text = new SignedText(1);
        text.add('a')
                .wire("bc")
                .utf8("d\u00e9")
                .wireLower("XyZ")
                .hex(new byte[] {0, -1})
                .add(new byte[] {1, 2, 3}, 1, 2);
        assertThat(bytes(text)).isEqualTo("abcd\u00e9xyz00ff\u0002".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void charsOfTheWireAreBytes() {
        assertThat(bytes(new SignedText().wire("\u00c3\u00a9"))).isEqualTo("\u00e9".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void charsThatCannotComeOffTheWireDoNotPassForOthers() {
        assertThat(bytes(new SignedText().wire("\u0161"))).isEqualTo(new byte[] {'?'});
    }

    private static byte[] bytes(SignedText text) {
        return Arrays.copyOf(text.array(), text.length());
    }
}
