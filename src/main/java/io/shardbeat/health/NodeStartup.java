package io.shardbeat.health;

import io.quarkus.runtime.Application;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/**
 * Started once every port is open: probes are answered a moment earlier, and whoever believed them would be refused. A
 * node that waits for Redis has started, and is not ready.
 */
@Startup
@Readiness
@ApplicationScoped
public class NodeStartup implements HealthCheck {
    @Override
    public HealthCheckResponse call() {
        Application node = Application.currentApplication();
        return HealthCheckResponse.named("started")
                .status(node != null && node.isStarted())
                .build();
    }
}
