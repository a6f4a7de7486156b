package io.shardbeat.health;

import io.shardbeat.provisioning.CatalogProvisioner;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready once the declared catalog is in the store: before, clients would be told that their project does not exist. */
@Readiness
@ApplicationScoped
public class CatalogReadiness implements HealthCheck {
    private final CatalogProvisioner provisioner;
    private final ProbeLog log;

    CatalogReadiness(CatalogProvisioner provisioner, ProbeLog log) {
        this.provisioner = provisioner;
        this.log = log;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("catalog");
        boolean settled = provisioner.isSettled();
        provisioner
                .problem()
                .or(() ->
                        settled ? Optional.empty() : Optional.of("what is declared has not been applied to Redis yet"))
                .ifPresent(text -> response.withData(settled ? "warning" : "problem", text));
        return log.told(response.status(settled).build());
    }
}
