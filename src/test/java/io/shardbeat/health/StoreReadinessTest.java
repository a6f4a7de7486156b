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
    /** Left for the question, the answer and what is between them on a busy machine. */
    private static final Duration ON_THE_WAY = Duration.ofMillis(300);

    @Test
    void aStoreThatDoesNotAnswerIsSaidBeforeTheProbeGivesUp() {
        CompletableFuture<Optional<String>> never = new CompletableFuture<>();
        HealthCheckResponse answer = new StoreReadiness(() -> never, new ProbeLog()).call();
        assertThat(answer.getStatus()).isEqualTo(Status.DOWN);
        assertThat(StoreReadiness.WAIT.plus(ON_THE_WAY)).isLessThanOrEqualTo(PROBE);
        assertThat(answer.getData())
                .contains(Map.of("problem", "no answer in " + StoreReadiness.WAIT.toMillis() + " ms"));
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
