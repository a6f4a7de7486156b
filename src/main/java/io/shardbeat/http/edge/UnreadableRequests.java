package io.shardbeat.http.edge;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.quarkus.vertx.VertxOptionsCustomizer;
import io.shardbeat.http.connection.GuardedConnections;
import io.vertx.core.Handler;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.metrics.MetricsOptions;
import io.vertx.core.spi.VertxTracerFactory;
import io.vertx.core.tracing.TracingOptions;
import jakarta.inject.Singleton;

/**
 * Says who answers what cannot be read as HTTP. Vert.x does so by itself, with an empty body, unless its server is given
 * another handler before it listens; Quarkus starts that server and gives nobody access to it. What Vert.x does show, of
 * every request and before it looks for that handler, is the request to its tracer: see {@link Lookout}.
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
        // Without a span there is nothing to measure for it; Vert.x would ask for each request and message.
        options.setMetricsOptions(new MetricsOptions());
        TracingOptions tracing = options.getTracingOptions();
        VertxTracerFactory real = tracing == null ? null : tracing.getFactory();
        options.setTracingOptions(new TracingOptions()
                .setFactory(asked -> new Lookout(this::see, real == null ? null : real.tracer(asked))));
    }

    /** @param handler gets requests of which not even the head may have been read: see {@code decoderResult()} */
    void answeredBy(Handler<HttpServerRequest> handler) {
        this.handler = handler;
    }

    /** What HTTP has for it: 400, 414 or 431. */
    public static int status(Throwable broken) {
        if (broken instanceof TooLongHttpLineException) {
            return 414;
        }
        return broken instanceof TooLongHttpHeaderException ? 431 : 400;
    }

    /** What is wrong, in the decoder's words. */
    public static String reason(Throwable broken) {
        String reason = String.valueOf(broken.getMessage());
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "...";
    }

    private void see(HttpServerRequest request) {
        GuardedConnections.seeRequest(request.connection());
        if (request.decoderResult().isFailure() && request.connection() instanceof HttpServerConnection connection) {
            connection.invalidRequestHandler(handler);
        }
    }
}
