package io.shardbeat.tracing;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.shardbeat.coordinator.StoreTraces;
import io.shardbeat.coordinator.StoreUnavailableException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A span for each call of Redis that serves a request, below that request's. What sweeps, ticks and passes of their own ask
 * has none: that would be thousands a second, of nobody's interest. Keys and values are in none.
 */
final class StoreSpans implements StoreTraces {
    private final Tracer tracer;

    StoreSpans(OpenTelemetry telemetry) {
        tracer = telemetry.getTracer("io.shardbeat");
    }

    @Override
    public @Nullable StoreTrace begin(Object call) {
        Span request = CurrentSpan.get();
        if (request == null) {
            return null;
        }
        String name = call.toString();
        Span span = tracer.spanBuilder("redis " + name)
                .setParent(Context.root().with(request))
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("db.system.name", "redis")
                .setAttribute("db.operation.name", name)
                .startSpan();
        return (failure, then) -> {
            if (failure != null) {
                span.setStatus(StatusCode.ERROR);
                span.setAttribute("error.type", reason(failure));
            }
            span.end();
            CurrentSpan.during(request, then);
        };
    }

    private static String reason(Throwable failure) {
        return StoreUnavailableException.behind(failure) instanceof StoreUnavailableException store
                ? store.reason().name().toLowerCase(Locale.ROOT)
                : failure.getClass().getSimpleName();
    }
}
