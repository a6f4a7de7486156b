package io.shardbeat.admin;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Counts calls of the admin API by method and status: who drives it, and whether it works. */
public class AdminMetrics {
    /** What else somebody may send is counted as one. */
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE");

    private final MeterRegistry registry;
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();

    AdminMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    @ServerResponseFilter
    public void count(ContainerRequestContext request, ContainerResponseContext response) {
        count(request.getMethod(), response.getStatus());
    }

    /** Where no REST resource answers. */
    public void count(String verb, int code) {
        String method = METHODS.contains(verb) ? verb : "other";
        String status = Integer.toString(code);
        counters.computeIfAbsent(
                        method + " " + status,
                        key -> Counter.builder("shardbeat.admin.calls")
                                .description("calls of the admin API, by what was answered")
                                .tag("method", method)
                                .tag("status", status)
                                .register(registry))
                .increment();
    }
}
