package io.shardbeat.health;

import io.shardbeat.schedule.Rebalancer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready only while this node's ticks go through: a node that serves but never sweeps leaves work to the others. */
@Readiness
@ApplicationScoped
public class PassReadiness implements HealthCheck {
    /** Ticks come five times a second; some slack for a busy machine and for settings of slower ticks. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Rebalancer rebalancer;
    private final ProbeLog log;

    PassReadiness(Rebalancer rebalancer, ProbeLog log) {
        this.rebalancer = rebalancer;
        this.log = log;
    }

    @Override
    public HealthCheckResponse call() {
        Optional<Duration> since = rebalancer.sinceLastTick();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("passes");
        since.ifPresent(time -> response.withData("millisSinceLastTick", time.toMillis()));
        boolean ticks = since.filter(time -> time.compareTo(LIMIT) < 0).isPresent();
        if (!ticks) {
            response.withData(
                    "problem",
                    "no tick of the rebalancer has gone through "
                            + (since.isPresent() ? "for " + since.get().toSeconds() + " s" : "yet")
                            + ", expected one in "
                            + LIMIT.toSeconds() + " s: Redis does not answer, or the log says why passes fail");
        }
        return log.told(response.status(ticks).build());
    }
}
