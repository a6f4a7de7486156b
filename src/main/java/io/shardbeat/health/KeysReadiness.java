package io.shardbeat.health;

import io.shardbeat.config.FileBackedKeys;
import io.shardbeat.security.AuthMode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready once there is somebody to serve: where requests must be signed and there is no key, all are refused. */
@Readiness
@ApplicationScoped
public class KeysReadiness implements HealthCheck {
    private final AuthMode mode;
    private final FileBackedKeys keys;

    KeysReadiness(AuthMode mode, FileBackedKeys keys) {
        this.mode = mode;
        this.keys = keys;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("keys");
        Optional<String> problem = mode == AuthMode.REQUIRED ? keys.problem() : Optional.empty();
        problem.ifPresent(text -> response.withData("problem", text));
        return response.status(problem.isEmpty()).build();
    }
}
