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
    private final ProbeLog log;

    KeysReadiness(AuthMode mode, FileBackedKeys keys, ProbeLog log) {
        this.mode = mode;
        this.keys = keys;
        this.log = log;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("keys");
        Optional<String> problem = mode == AuthMode.REQUIRED ? keys.problem() : Optional.empty();
        problem.ifPresent(text -> response.withData("problem", text));
        if (problem.isEmpty()) {
            // The keys that were read before stay in force: it serves, and says what is wrong nevertheless.
            keys.flaw().ifPresent(text -> response.withData("warning", text));
        }
        return log.told(response.status(problem.isEmpty()).build());
    }
}
