package io.shardbeat.admin.live;

import io.shardbeat.http.RequestHead;
import io.shardbeat.http.Traces;
import io.shardbeat.http.Traces.Ending;
import io.shardbeat.http.Traces.Trace;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Has a span made of each stream, from its opening to its end, also of one that is refused; and gives it the id that every answer has. */
@Singleton
class StreamTraces {
    private static final String HEADER = "x-shardbeat-requestid";

    private final Traces traces;

    StreamTraces(Traces traces) {
        this.traces = traces;
    }

    /** @param call what the span is named after */
    void follow(RoutingContext context, String call) {
        String id = UUID.randomUUID().toString();
        context.response().putHeader(HEADER, id);
        Trace trace = traces.begin("admin", RequestHead.of(context.request()));
        if (trace != null) {
            context.addEndHandler(end -> ended(trace, call, context.response(), id));
        }
    }

    /** That its reader left is how a stream ends; before its head, nothing was answered. */
    private static void ended(Trace trace, String call, HttpServerResponse response, String id) {
        if (response.headWritten()) {
            int status = response.getStatusCode();
            String outcome = status < 400 ? "ok" : status < 500 ? "refused" : "failed";
            trace.ended(new Ending(call, status, outcome, id, status >= 500));
        } else {
            trace.abandoned();
        }
    }
}
