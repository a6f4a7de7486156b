package io.shardbeat.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** No time that governs a group is negative, wherever it comes from; each refusal says which one is. */
class GroupPolicyTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration NEGATIVE = Duration.ofMillis(-1);

    @Test
    void inForce() {
        assertNamed("session timeout", () -> policy(NEGATIVE, SECOND, SECOND));
        assertNamed("release margin", () -> policy(SECOND, NEGATIVE, SECOND));
        assertNamed("initial delay", () -> policy(SECOND, SECOND, NEGATIVE));
    }

    @Test
    void ofANode() {
        assertNamed("release margin", () -> new GroupDefaults(FenceMargin.AUTO, NEGATIVE, SECOND, Safeguards.DEFAULT));
        assertNamed("initial delay", () -> new GroupDefaults(FenceMargin.AUTO, SECOND, NEGATIVE, Safeguards.DEFAULT));
    }

    @Test
    void ofAGroup() {
        assertNamed("release margin", () -> new GroupOverrides(null, NEGATIVE, null));
        assertNamed("initial delay", () -> new GroupOverrides(null, null, NEGATIVE));
        assertThat(new GroupOverrides(null, null, null)).isEqualTo(GroupOverrides.NONE);
    }

    private static GroupPolicy policy(Duration timeout, Duration release, Duration delay) {
        return new GroupPolicy(timeout, FenceMargin.NONE, release, delay, Safeguards.DEFAULT);
    }

    private static void assertNamed(String name, ThrowingCallable makes) {
        assertThatThrownBy(makes)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the " + name + " must not be negative, was PT-0.001S");
    }
}
