package io.shardbeat.admin;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;

/** Asks for an access key. Before every REST resource, whatever its path: the admin API is all there is. */
@Provider
@Priority(Priorities.AUTHENTICATION)
public class AdminFilter implements ContainerRequestFilter {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final AdminAccess access;

    AdminFilter(AdminAccess access) {
        this.access = access;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        try {
            boolean changes = !READING.contains(request.getMethod());
            access.check(request.getHeaderString("Authorization"), changes);
        } catch (AdminException e) {
            request.abortWith(AdminErrors.answer(e.error(), e.text()));
        }
    }
}
