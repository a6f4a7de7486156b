package io.shardbeat.health;

import io.shardbeat.provisioning.CatalogProvisioner;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready once the declared catalog is in the store: before, clients would be told that their project does not exist. */
@Readiness
@ApplicationScoped
public class CatalogReadiness implements HealthCheck {
    private final CatalogProvisioner provisioner;

    CatalogReadiness(CatalogProvisioner provisioner) {
        this.provisioner = provisioner;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("catalog");
        provisioner.problem().ifPresent(text -> response.withData("problem", text));
        return response.status(provisioner.isSettled()).build();
    }
}
