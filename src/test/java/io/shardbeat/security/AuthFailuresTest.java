package io.shardbeat.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.security.Verdict.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuthFailuresTest {
    private static final String FROM = "192.0.2.1";

    private Instant now = Instant.parse("2026-11-21T20:32:10Z");
    private final InstantSource clock = () -> now;
    private final List<String> counted = new ArrayList<>();
    private final AuthFailures failures =
            new AuthFailures(clock, 10, (dialect, reason) -> counted.add(dialect + "/" + reason));

    @Test
    void everyFailureIsCountedByReason() {
        failures.failed("sls", Reason.UNKNOWN_KEY, FROM);
        failures.failed("cls", "not_allowed", FROM);
        assertThat(counted).containsExactly("sls/unknown_key", "cls/not_allowed");
    }

    @Test
    void whoTriesKeysWaitsLongerAndLonger() {
        assertThat(guesses(100)).as("ten seconds' worth are free").isEqualTo(Duration.ZERO);
        assertThat(guess(FROM)).isEqualTo(Duration.ofMillis(100));
        assertThat(guess(FROM)).isEqualTo(Duration.ofMillis(200));
        assertThat(guesses(1_000)).as("no answer waits for ever").isEqualTo(Duration.ofSeconds(2));
        assertThat(guess("192.0.2.2")).as("somebody else").isEqualTo(Duration.ZERO);
        now = now.plusSeconds(60);
        assertThat(guess(FROM)).as("forgiven").isEqualTo(Duration.ZERO);
    }

    /** A clock that is off tells nobody whether a key is right. */
    @Test
    void whatIsNoGuessDoesNotWait() {
        guesses(1_000);
        assertThat(failures.failed("sls", Reason.EXPIRED, FROM)).isEqualTo(Duration.ZERO);
    }

    @Test
    void addressesOfOneNetworkAreOne() {
        for (int i = 0; i < 100; i++) {
            guess("2001:db8:1:2:" + Integer.toHexString(i + 1) + ":0:0:1");
        }
        assertThat(guess("2001:db8:1:2:ffff:0:0:1")).isPositive();
        assertThat(guess("2001:db8:1:3:ffff:0:0:1")).isEqualTo(Duration.ZERO);
    }

    @Test
    void addressesBeyondABoundAreForgotten() {
        guesses(200);
        for (int i = 0; i < AuthFailures.MOST_ADDRESSES; i++) {
            guess("10." + i / 65_536 + "." + i / 256 % 256 + "." + i % 256);
        }
        assertThat(guess(FROM)).isEqualTo(Duration.ZERO);
    }

    @Test
    void answersThatWaitAreBounded() {
        for (int i = 0; i < AuthFailures.MOST_WAITING; i++) {
            assertThat(failures.after(Duration.ofSeconds(30), "later").toCompletableFuture())
                    .isNotDone();
        }
        assertThat(failures.after(Duration.ofSeconds(30), "now").toCompletableFuture())
                .isCompletedWithValue("now");
    }

    @Test
    void nobodyWaitsWhereThatIsSwitchedOff() {
        AuthFailures lenient = new AuthFailures(clock, 0, (dialect, reason) -> {});
        for (int i = 0; i < 1_000; i++) {
            assertThat(lenient.failed("sls", Reason.UNKNOWN_KEY, FROM)).isEqualTo(Duration.ZERO);
        }
    }

    private Duration guesses(int many) {
        Duration last = Duration.ZERO;
        for (int i = 0; i < many; i++) {
            last = guess(FROM);
        }
        return last;
    }

    private Duration guess(String from) {
        return failures.failed("sls", Reason.SIGNATURE_MISMATCH, from);
    }
}
