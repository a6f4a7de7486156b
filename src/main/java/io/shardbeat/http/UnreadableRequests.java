package io.shardbeat.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.quarkus.vertx.VertxOptionsCustomizer;
import io.shardbeat.http.connection.GuardedConnections;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.spi.tracing.SpanKind;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingOptions;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.inject.Singleton;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says who answers what cannot be read as HTTP. Vert.x does so by itself, with an empty body, unless its server is given
 * another handler before it listens; Quarkus starts that server and gives nobody access to it. What Vert.x does show, of
 * every request and before it looks for that handler, is the request to a tracer: so this is one that traces nothing.
 */
@Singleton
public class UnreadableRequests implements VertxOptionsCustomizer {
    /** What HTTP has for a request that takes too long to arrive. */
    static final int TIMEOUT = 408;

    /** The decoder's words may repeat what it could not read. */
    private static final int LONGEST_REASON = 200;

    private volatile Handler<HttpServerRequest> handler = HttpServerRequest.DEFAULT_INVALID_REQUEST_HANDLER;

    @Override
    public void accept(VertxOptions options) {
        options.setTracingOptions(new TracingOptions().setFactory(unused -> new Lookout()));
    }

    /** @param handler gets requests of which not even the head may have been read: see {@code decoderResult()} */
    void answeredBy(Handler<HttpServerRequest> handler) {
        this.handler = handler;
    }

    /** What HTTP has for it: 400, 414 or 431. */
    static int status(Throwable broken) {
        if (broken instanceof TooLongHttpLineException) {
            return 414;
        }
        return broken instanceof TooLongHttpHeaderException ? 431 : 400;
    }

    /** What is wrong, in the decoder's words. */
    static String reason(Throwable broken) {
        String reason = String.valueOf(broken.getMessage());
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "...";
    }

    private final class Lookout implements VertxTracer<Object, Object> {
        @Override
        public <R> @Nullable Object receiveRequest(
                Context context,
                SpanKind kind,
                TracingPolicy policy,
                R request,
                String operation,
                Iterable<Map.Entry<String, String>> headers,
                TagExtractor<R> tags) {
            if (request instanceof HttpServerRequest http) {
                GuardedConnections.seeRequest(http.connection());
            }
            if (request instanceof HttpServerRequest http
                    && http.decoderResult().isFailure()
                    && http.connection() instanceof HttpServerConnection connection) {
                connection.invalidRequestHandler(handler);
            }
            return null;
        }
    }
}
