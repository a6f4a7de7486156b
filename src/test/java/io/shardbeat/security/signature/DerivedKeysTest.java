package io.shardbeat.security.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.security.AccessKey;
import io.shardbeat.security.signature.DerivedKeys.SigningKey;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DerivedKeysTest {
    private final DerivedKeys keys = new DerivedKeys("TC3", "tc3_request");

    @Test
    void keepsOnlyKeysThatHaveProvedRight() {
        SigningKey key = keys.find(accessKey("s"), scope("cls"));
        assertThat(keys.size()).isZero();
        keys.keep(key);
        assertThat(keys.size()).isEqualTo(1);
        SigningKey again = keys.find(accessKey("s"), scope("cls"));
        assertThat(again).isSameAs(keys.find(accessKey("s"), scope("cls")));
    }

    @Test
    void aChangedSecretHasAKeyOfItsOwn() {
        keys.keep(keys.find(accessKey("s"), scope("cls")));
        SignedText text = new SignedText().wire("text");
        String signature = "0".repeat(64);
        assertThat(keys.find(accessKey("t"), scope("cls"))).isNotSameAs(keys.find(accessKey("s"), scope("cls")));
        assertThat(keys.find(accessKey("t"), scope("cls")).verifies(text, signature))
                .isFalse();
    }

    @Test
    void neverHoldsMoreThanItsCapacity() {
        for (int i = 0; i <= DerivedKeys.CAPACITY; i++) {
            keys.keep(keys.find(accessKey("s"), scope("service-" + i)));
        }
        assertThat(keys.size()).isEqualTo(1);
    }

    private static AccessKey accessKey(String secret) {
        return new AccessKey("id", secret, Set.of(), List.of());
    }

    private static ScopedAuthorization scope(String service) {
        return new ScopedAuthorization("id", "2019-02-25", service, "host", "");
    }
}
