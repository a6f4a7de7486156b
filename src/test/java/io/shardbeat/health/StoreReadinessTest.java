package io.shardbeat.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class StoreReadinessTest {
    /** Of the probes in {@code deploy/kustomize}. */
    private static final Duration PROBE = Duration.ofSeconds(2);

    @Test
    void aStoreThatDoesNotAnswerIsSaidBeforeTheProbeGivesUp() {
        CompletableFuture<Optional<String>> never = new CompletableFuture<>();
        long begun = System.nanoTime();
        HealthCheckResponse answer = new StoreReadiness(() -> never, new ProbeLog()).call();
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .as("with room for a busy machine")
                .isLessThan(PROBE.plusSeconds(10));
        assertThat(answer.getStatus()).isEqualTo(Status.DOWN);
        assertThat(answer.getData()).contains(Map.of("problem", "no answer in 1600 ms"));
        assertThat(Duration.ofMillis(1_600)).isLessThan(PROBE);
    }

    @Test
    void whatIsWrongWithTheStoreIsPassedOn() {
        HealthCheckResponse answer = new StoreReadiness(
                        () -> CompletableFuture.completedFuture(Optional.of("it evicts")), new ProbeLog())
                .call();
        assertThat(answer.getStatus()).isEqualTo(Status.DOWN);
        assertThat(answer.getData()).contains(Map.of("problem", "it evicts"));
    }
}
