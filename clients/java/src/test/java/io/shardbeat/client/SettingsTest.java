package io.shardbeat.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SettingsTest {
    @Test
    void theDefaultsFitTogether() {
        Settings settings = builder().settings();
        assertThat(settings.interval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.attemptTimeout()).isEqualTo(Duration.ofMillis(2_500));
        assertThat(settings.consumer()).isNotEqualTo(builder().settings().consumer());
        assertThat(settings.toString()).doesNotContain("s3cret");
    }

    @Test
    void whatCannotBeIsRefusedByName() {
        refused(() -> new Group("p", "l/../x", "g"), "logstore is 'l/../x'");
        refused(() -> builder().at("node-1:8080"), "a node's address is 'node-1:8080'");
        refused(() -> Fleet.join(new Group("p", "l", "g")).settings(), "at(…)");
        refused(() -> builder().as("a\nb").settings(), "the consumer's name");
        refused(() -> builder().sessionTimeout(Duration.ofDays(1)).settings(), "sessionTimeout is PT24H");
        refused(() -> builder().interval(Duration.ofSeconds(7)).settings(), "interval is PT7S");
        refused(() -> builder().interval(Duration.ZERO).settings(), "interval is PT0S");
        refused(() -> builder().attemptTimeout(Duration.ofSeconds(20)).settings(), "attemptTimeout is PT20S");
        refused(() -> builder().signedBy("id", " "), "access key");
    }

    @Test
    void bothListenersMustBeGiven() {
        assertThatIllegalStateException().isThrownBy(() -> builder().start());
    }

    private static FleetBuilder builder() {
        return Fleet.join(new Group("p", "l", "g")).at("http://127.0.0.1:1").leavesAtOnce("id", "s3cret");
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String what) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining(what);
    }
}
