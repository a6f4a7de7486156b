package io.shardbeat.health;

import io.shardbeat.coordinator.StoreHealth;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready only while Redis answers and will not evict. */
@Readiness
@ApplicationScoped
public class StoreReadiness implements HealthCheck {
    private static final long WAIT_SECONDS = 2;

    private final StoreHealth store;

    StoreReadiness(StoreHealth store) {
        this.store = store;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("redis");
        try {
            Optional<String> problem = store.problem()
                    .toCompletableFuture()
                    .orTimeout(WAIT_SECONDS, TimeUnit.SECONDS)
                    .join();
            problem.ifPresent(text -> response.withData("problem", text));
            return response.status(problem.isEmpty()).build();
        } catch (CompletionException e) {
            return response.down()
                    .withData("problem", String.valueOf(e.getCause()))
                    .build();
        }
    }
}
