package io.shardbeat.http.edge;

import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.spi.tracing.SpanKind;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingPolicy;
import java.util.Map.Entry;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * In the place of Vert.x' tracer, since nothing else is shown every request before Vert.x decides how to answer it. Where
 * there is a real tracer, it is asked for everything as if this were not there.
 */
final class Lookout implements VertxTracer<@Nullable Object, @Nullable Object> {
    private final Consumer<HttpServerRequest> observer;
    private final @Nullable VertxTracer<@Nullable Object, @Nullable Object> real;

    /** @param real what traces, or {@code null} where nothing does */
    @SuppressWarnings("unchecked") // It only ever gets back what it has returned.
    Lookout(Consumer<HttpServerRequest> observer, @Nullable VertxTracer<?, ?> real) {
        this.observer = observer;
        this.real = (VertxTracer<@Nullable Object, @Nullable Object>) real;
    }

    @Override
    public <R> @Nullable Object receiveRequest(
            Context context,
            SpanKind kind,
            TracingPolicy policy,
            R request,
            String operation,
            Iterable<Entry<String, String>> headers,
            TagExtractor<R> tags) {
        if (request instanceof HttpServerRequest http) {
            observer.accept(http);
        }
        return real == null ? null : real.receiveRequest(context, kind, policy, request, operation, headers, tags);
    }

    @Override
    public <R> void sendResponse(
            Context context, R response, @Nullable Object payload, Throwable failure, TagExtractor<R> tags) {
        if (real != null) {
            real.sendResponse(context, response, payload, failure, tags);
        }
    }

    @Override
    public <R> @Nullable Object sendRequest(
            Context context,
            SpanKind kind,
            TracingPolicy policy,
            R request,
            String operation,
            BiConsumer<String, String> headers,
            TagExtractor<R> tags) {
        return real == null ? null : real.sendRequest(context, kind, policy, request, operation, headers, tags);
    }

    @Override
    public <R> void receiveResponse(
            Context context, R response, @Nullable Object payload, Throwable failure, TagExtractor<R> tags) {
        if (real != null) {
            real.receiveResponse(context, response, payload, failure, tags);
        }
    }

    @Override
    public void close() {
        if (real != null) {
            real.close();
        }
    }
}
