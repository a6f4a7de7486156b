package io.shardbeat.http;

import io.shardbeat.http.Dialect.Refusal;
import io.shardbeat.http.Traces.Trace;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Has a request answered by somebody else. */
public interface Forwarder {
    /**
     * Passes a request on, its body unread, and the answer back, both as they come.
     *
     * @param head the request's method, target and headers, cut as the HTTP edge cut them
     * @param trace is told how it ends; {@code null} where nobody wants to know
     * @param refusal what the client gets when there is no answer to pass back
     */
    void forward(
            HttpServerRequest request,
            RawRequest head,
            Upstream upstream,
            @Nullable Trace trace,
            Function<Refusal, Answer> refusal);
}
