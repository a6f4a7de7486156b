package io.shardbeat.security.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HmacTest {
    private static final byte[] KEY = "Jefe".getBytes(StandardCharsets.US_ASCII);
    private static final String DATA = "what do ya want for nothing?";

    /** RFC 2202, test case 2. */
    @Test
    void sha1IsAsInItsRfc() {
        assertThat(ConstantTime.isHex(Hmac.SHA1.of(KEY, DATA), "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"))
                .isTrue();
    }

    /** RFC 4231, test case 2. */
    @Test
    void sha256IsAsInItsRfc() {
        byte[] mac = Hmac.SHA256.of(KEY, new SignedText(1).wire(DATA));
        assertThat(ConstantTime.isHex(mac, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"))
                .isTrue();
    }

    /** An instance remembers its last key. */
    @Test
    void theKeyIsTheOneOfTheCall() {
        byte[] key = KEY.clone();
        byte[] first = Hmac.SHA256.of(key, DATA);
        key[0]++;
        assertThat(Hmac.SHA256.of(key, DATA)).isNotEqualTo(first);
        key[0]--;
        assertThat(Hmac.SHA256.of(key, DATA)).isEqualTo(first);
    }

    @Test
    void threadsDoNotDisturbEachOther() {
        var macs = IntStream.range(0, 64)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> Hmac.SHA256.of(KEY, "text " + i % 4)))
                .toList();
        for (int i = 0; i < macs.size(); i++) {
            assertThat(macs.get(i).join()).isEqualTo(Hmac.SHA256.of(KEY, "text " + i % 4));
        }
    }
}
