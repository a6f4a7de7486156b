package io.shardbeat.admin.request;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.shardbeat.http.ForeignPages;
import io.shardbeat.security.Audit;
import io.shardbeat.security.Audit.Change;
import io.shardbeat.security.LineBudget;
import io.shardbeat.security.RequestId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.Response;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * Asks for an access key, and notes who changed what. Around every REST resource, whatever its path: the admin API is all
 * there is.
 */
public class AdminFilter {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final String ID = "shardbeat.request";

    /** Of every answer; log lines about the request name it. */
    private static final String HEADER = "x-shardbeat-requestid";

    private static final String CALLER = "shardbeat.caller";

    private static final String REFUSED = "shardbeat.refused";

    /** Lines about those who were refused at the door: the first ones, then one a second. */
    private static final int REFUSED_LINES = 10;

    private final LineBudget strangers = new LineBudget(REFUSED_LINES, System::nanoTime);
    private final LineBudget known = new LineBudget(REFUSED_LINES, System::nanoTime);
    private final AdminAccess access;
    private final CurrentVertxRequest current;

    AdminFilter(AdminAccess access, CurrentVertxRequest current) {
        this.access = access;
        this.current = current;
    }

    @ServerRequestFilter(priority = Priorities.AUTHENTICATION)
    public @Nullable Uni<Response> admit(ContainerRequestContext request) {
        HttpServerRequest http = current.getCurrent().request();
        String authorization = request.getHeaderString("Authorization");
        RequestId id = new RequestId(() -> UUID.randomUUID().toString());
        request.setProperty(ID, id);
        return id.during(() -> admit(request, http, authorization));
    }

    private @Nullable Uni<Response> admit(
            ContainerRequestContext request, HttpServerRequest http, @Nullable String authorization) {
        boolean changes = changes(request);
        try {
            if (changes) {
                mustNotBeForeign(request, AdminCaller.host(http));
            }
            String caller = access.check(authorization, changes, changes && AdminCaller.isLocal(http));
            request.setProperty(CALLER, caller);
            access.count(caller, AdminCaller.address(http));
            AdminReason.caller(current.getCurrent(), caller);
            return null;
        } catch (AdminException e) {
            request.setProperty(REFUSED, e);
            if (!e.caller().isEmpty()) {
                request.setProperty(CALLER, e.caller());
            }
            return Uni.createFrom().completionStage(access.refuse(e, authorization, AdminCaller.address(http)));
        }
    }

    @ServerResponseFilter
    public void audit(ContainerRequestContext request, ContainerResponseContext response) {
        String id = id(request);
        response.getHeaders().putSingle(HEADER, id);
        if (changes(request)) {
            int status = response.getStatus();
            String caller = request.getProperty(CALLER) instanceof String name ? name : "";
            OptionalLong leftOut = request.getProperty(REFUSED) == null
                    ? OptionalLong.of(0)
                    : (caller.isEmpty() ? strangers : known).take();
            if (leftOut.isEmpty()) {
                return;
            }
            Audit.record(
                    new Change(
                            caller,
                            request.getMethod(),
                            request.getUriInfo().getPath(),
                            AdminCaller.address(current.getCurrent().request())),
                    status < 300 ? "ok" : Integer.toString(status),
                    id,
                    leftOut.getAsLong() > 0
                            ? leftOut.getAsLong() + " more were refused since the last such line"
                            : AdminReason.of(current.getCurrent()));
        }
    }

    /** Of an address that is none too, though nobody was asked for a key there. */
    static String id(ContainerRequestContext request) {
        if (request.getProperty(ID) instanceof RequestId known) {
            return known.get();
        }
        RequestId id = new RequestId(() -> UUID.randomUUID().toString());
        request.setProperty(ID, id);
        return id.get();
    }

    private static boolean changes(ContainerRequestContext request) {
        return !READING.contains(request.getMethod()) && !isPlan(request);
    }

    /** A question with a body. */
    private static boolean isPlan(ContainerRequestContext request) {
        return request.getMethod().equals("POST")
                && request.getUriInfo().getPath().endsWith("/plan");
    }

    private static void mustNotBeForeign(ContainerRequestContext request, String host) {
        if (ForeignPages.sent(request.getHeaderString("Sec-Fetch-Site"), request.getHeaderString("Origin"), host)) {
            throw new AdminException(
                    AdminError.FORBIDDEN,
                    "a page of another site sent this (Sec-Fetch-Site, Origin): changes are refused");
        }
    }
}
