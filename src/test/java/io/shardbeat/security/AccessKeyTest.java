package io.shardbeat.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shardbeat.security.Verdict.Reason;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessKeyTest {
    @ParameterizedTest
    @CsvSource({
        "'', , accepted",
        "'', '', accepted",
        "'', t1, BAD_TOKEN",
        "t1, t1, accepted",
        "t1, t2, BAD_TOKEN",
        "t1, , BAD_TOKEN",
        "t1, '', BAD_TOKEN"
    })
    void aPermanentKeyTakesNoTokenAndATemporaryOneItsOwn(String known, @Nullable String sent, String expected) {
        AccessKey key = new AccessKey("ak1", "sk1", known.isEmpty() ? Set.of() : Set.of(known), List.of());
        assertThat(key.admit(sent).fold(new Names())).isEqualTo(expected);
    }

    @Test
    void isAllowedWhatItsEntriesName() {
        AccessKey key = new AccessKey("ak1", "sk1", Set.of(), List.of("sls:p1", "cls:*"));
        assertThat(key.allows("sls", "p1")).isTrue();
        assertThat(key.allows("sls", "p2")).isFalse();
        assertThat(key.allows("cls", "l1")).isTrue();
    }

    @Test
    void doesNotPrintItsSecret() {
        assertThat(new AccessKey("ak1", "sk1", Set.of("t1"), List.of())).hasToString("AccessKey[ak1]");
    }

    @Test
    void cannotBeWithoutIdOrSecret() {
        assertThatThrownBy(() -> new AccessKey("", "sk1", Set.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AccessKey("a:b", "sk1", Set.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AccessKey("ak1", "", Set.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static final class Names implements Verdict.Cases<String> {
        @Override
        public String accepted(AccessKey key) {
            return "accepted";
        }

        @Override
        public String anonymous() {
            return "anonymous";
        }

        @Override
        public String refused(Reason reason, String message) {
            return reason.name();
        }
    }
}
