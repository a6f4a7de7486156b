package io.shardbeat.admin;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.shardbeat.http.ForeignPages;
import io.shardbeat.security.Audit;
import io.shardbeat.security.Audit.Change;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * Asks for an access key, and notes who changed what. Around every REST resource, whatever its path: the admin API is all
 * there is.
 */
public class AdminFilter {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final String CALLER = "shardbeat.caller";

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
        boolean changes = changes(request);
        try {
            if (changes) {
                mustNotBeForeign(request, AdminCaller.host(http));
            }
            request.setProperty(CALLER, access.check(authorization, changes, changes && AdminCaller.isLocal(http)));
            return null;
        } catch (AdminException e) {
            return Uni.createFrom().completionStage(access.refuse(e, authorization, AdminCaller.address(http)));
        }
    }

    @ServerResponseFilter
    public void audit(ContainerRequestContext request, ContainerResponseContext response) {
        if (changes(request)) {
            int status = response.getStatus();
            Audit.record(
                    new Change(
                            request.getProperty(CALLER) instanceof String caller ? caller : "",
                            request.getMethod(),
                            request.getUriInfo().getPath(),
                            AdminCaller.address(current.getCurrent().request())),
                    status < 300 ? "ok" : Integer.toString(status),
                    "");
        }
    }

    private static boolean changes(ContainerRequestContext request) {
        return !READING.contains(request.getMethod());
    }

    private static void mustNotBeForeign(ContainerRequestContext request, String host) {
        if (ForeignPages.sent(request.getHeaderString("Sec-Fetch-Site"), request.getHeaderString("Origin"), host)) {
            throw new AdminException(
                    AdminError.FORBIDDEN,
                    "a page of another site sent this (Sec-Fetch-Site, Origin): changes are refused");
        }
    }
}
