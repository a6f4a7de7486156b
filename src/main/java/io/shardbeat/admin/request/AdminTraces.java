package io.shardbeat.admin.request;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.shardbeat.http.RequestHead;
import io.shardbeat.http.Traces;
import io.shardbeat.http.Traces.Ending;
import io.shardbeat.http.Traces.Trace;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;

/** Has a span made of each call of the admin API, also of one that is refused. Live streams are no REST resources: they see to theirs. */
public class AdminTraces {
    private static final String TRACE = "shardbeat.trace";

    private final Traces traces;
    private final CurrentVertxRequest current;

    AdminTraces(Traces traces, CurrentVertxRequest current) {
        this.traces = traces;
        this.current = current;
    }

    /** Before anybody asks for a key. */
    @ServerRequestFilter(priority = Priorities.AUTHENTICATION - 1)
    public void begin(ContainerRequestContext request) {
        if (traces != Traces.OFF) {
            request.setProperty(
                    TRACE,
                    traces.begin("admin", RequestHead.of(current.getCurrent().request())));
        }
    }

    /** A call is named after the method that answers it. */
    @ServerResponseFilter
    public void end(ContainerRequestContext request, ContainerResponseContext response, SimpleResourceInfo resource) {
        if (request.getProperty(TRACE) instanceof Trace trace) {
            request.removeProperty(TRACE);
            int status = response.getStatus();
            String name = resource.getMethodName();
            trace.ended(new Ending(
                    name == null ? "" : name,
                    status,
                    status < 400 ? "ok" : status < 500 ? "refused" : "failed",
                    AdminFilter.id(request),
                    status >= 500));
        }
    }
}
