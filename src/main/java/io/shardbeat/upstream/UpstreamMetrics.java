package io.shardbeat.upstream;

import io.micrometer.core.instrument.MeterRegistry;
import io.shardbeat.http.Upstream;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Counts what is passed on, and says in the log why an upstream fails, but not every time. */
@Singleton
class UpstreamMetrics {
    private static final Logger LOG = Logger.getLogger(UpstreamMetrics.class);
    private static final long QUIET_MILLIS = Duration.ofSeconds(10).toMillis();

    private final MeterRegistry registry;
    private final InstantSource clock;
    private final Map<Upstream, Long> lastWarnings = new ConcurrentHashMap<>();

    UpstreamMetrics(MeterRegistry registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
    }

    void answered(Upstream upstream) {
        count(upstream, "answered");
    }

    void failed(Upstream upstream, Throwable failure) {
        count(upstream, "failed");
        long now = clock.millis();
        Long before = lastWarnings.get(upstream);
        if (before == null || now - before >= QUIET_MILLIS) {
            lastWarnings.put(upstream, now);
            LOG.warnf("upstream %s failed: %s", upstream, failure);
        }
    }

    private void count(Upstream upstream, String outcome) {
        registry.counter("upstream.requests", "upstream", upstream.toString(), "outcome", outcome)
                .increment();
    }
}
