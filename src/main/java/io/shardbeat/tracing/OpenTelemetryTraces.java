package io.shardbeat.tracing;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.shardbeat.http.Answer;
import io.shardbeat.http.Outcome;
import io.shardbeat.http.RawRequest;
import io.shardbeat.http.Traces;
import io.shardbeat.http.Upstream;
import io.shardbeat.security.Printable;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A span for each request, below the one that the request's {@code traceparent} names. Neither its query nor its body nor
 * any header becomes part of a span: signatures, ids of keys and tokens are in all three.
 */
final class OpenTelemetryTraces implements Traces {
    private static final int LONGEST_PATH = 300;

    /** What is the server's to mend; CLS answers all of it with status 200. */
    private static final Set<Outcome> FAULTS = EnumSet.of(
            Outcome.OVERLOADED,
            Outcome.REBUILDING,
            Outcome.STORE_UNAVAILABLE,
            Outcome.STORE_FULL,
            Outcome.DAMAGED,
            Outcome.FAILED);

    private final Tracer tracer;
    private final TextMapPropagator propagator;

    OpenTelemetryTraces(OpenTelemetry telemetry) {
        tracer = telemetry.getTracer("io.shardbeat");
        propagator = telemetry.getPropagators().getTextMapPropagator();
    }

    @Override
    public Trace begin(String dialect, RawRequest head) {
        Context caller = propagator.extract(Context.root(), head, Headers.OF_A_HEAD);
        Span span = tracer.spanBuilder(dialect)
                .setParent(caller)
                .setSpanKind(SpanKind.SERVER)
                .setAttribute("http.request.method", head.method())
                .setAttribute("url.path", Printable.of(head.path(), LONGEST_PATH))
                .setAttribute("shardbeat.dialect", dialect)
                .startSpan();
        CurrentSpan.begin(span);
        return new RequestSpan(dialect, span);
    }

    private record RequestSpan(String dialect, Span span) implements Trace {
        @Override
        public void answered(String call, Answer answer) {
            Outcome outcome = answer.outcome();
            ended(new Ending(call, answer.status(), outcome.word(), answer.requestId(), FAULTS.contains(outcome)));
        }

        @Override
        public void ended(Ending ending) {
            String call = ending.call();
            if (!call.isEmpty()) {
                span.updateName(dialect + ' ' + call);
                span.setAttribute("shardbeat.call", call);
            }
            span.setAttribute("http.response.status_code", ending.status());
            span.setAttribute("shardbeat.outcome", ending.outcome());
            if (!ending.requestId().isEmpty()) {
                span.setAttribute("shardbeat.request_id", ending.requestId());
            }
            if (ending.isFault()) {
                span.setStatus(StatusCode.ERROR);
            }
            span.end();
        }

        @Override
        public void passedOnTo(Upstream upstream) {
            span.setAttribute("server.address", upstream.host());
            span.setAttribute("server.port", upstream.port());
        }

        @Override
        public void abandoned() {
            span.setAttribute("shardbeat.outcome", "abandoned");
            span.end();
        }
    }

    /** What a propagator asks for, and nothing else, is read. */
    private enum Headers implements TextMapGetter<RawRequest> {
        OF_A_HEAD;

        @Override
        public Iterable<String> keys(RawRequest head) {
            return head.headers().names();
        }

        @Override
        public @Nullable String get(@Nullable RawRequest head, String name) {
            return head == null ? null : head.headers().get(name);
        }
    }
}
