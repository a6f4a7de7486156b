package io.shardbeat.health;

import io.shardbeat.coordinator.StoreHealth;
import io.shardbeat.coordinator.StoreUnavailableException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready only while Redis answers and will not evict. */
@Readiness
@ApplicationScoped
public class StoreReadiness implements HealthCheck {
    /** Less than the two seconds that Kubernetes' probes and balancers give: they shall get the reason, not a time-out. */
    static final Duration WAIT = Duration.ofMillis(1_600);

    private final StoreHealth store;
    private final ProbeLog log;

    StoreReadiness(StoreHealth store, ProbeLog log) {
        this.store = store;
        this.log = log;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("redis");
        try {
            Optional<String> problem = store.problem()
                    .toCompletableFuture()
                    .orTimeout(WAIT.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
            problem.ifPresent(text -> response.withData("problem", text));
            return log.told(response.status(problem.isEmpty()).build());
        } catch (CompletionException e) {
            return log.told(response.down()
                    .withData("problem", wordsOf(StoreUnavailableException.behind(e)))
                    .build());
        }
    }

    private static String wordsOf(Throwable failure) {
        return failure instanceof TimeoutException
                ? "no answer in " + WAIT.toMillis() + " ms"
                : String.valueOf(failure.getMessage());
    }
}
