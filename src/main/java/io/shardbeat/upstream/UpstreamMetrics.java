package io.shardbeat.upstream;

import io.micrometer.core.instrument.Counter;
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
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();
    private final Map<Upstream, Long> lastWarnings = new ConcurrentHashMap<>();

    UpstreamMetrics(MeterRegistry registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
    }

    void answered(Upstream upstream) {
        count(upstream, "answered");
    }

    void failed(Upstream upstream, Throwable failure, String request) {
        count(upstream, "failed");
        long now = clock.millis();
        Long before = lastWarnings.get(upstream);
        if (before == null || now - before >= QUIET_MILLIS) {
            lastWarnings.put(upstream, now);
            LOG.warnf("upstream %s failed: %s request=%s", upstream, failure, request);
        }
    }

    private void count(Upstream upstream, String outcome) {
        counters.computeIfAbsent(
                        outcome + " " + upstream,
                        key -> Counter.builder("shardbeat.upstream.requests")
                                .description("what was passed on to a log service, by whether it answered")
                                .tag("upstream", upstream.toString())
                                .tag("outcome", outcome)
                                .register(registry))
                .increment();
    }
}
