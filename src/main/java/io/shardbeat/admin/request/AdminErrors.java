package io.shardbeat.admin.request;

import io.shardbeat.admin.view.ErrorView;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.coordinator.StoreUnavailableException.Reason;
import io.shardbeat.coordinator.catalog.DeclaredCatalog;
import io.shardbeat.security.Printable;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every failure of the admin API in one shape, without a stack trace; what is the server's fault goes to the log. */
public class AdminErrors {
    private static final Logger LOG = Logger.getLogger(AdminErrors.class);
    private static final String RETRY_AFTER_SECONDS = "1";
    private static final int TOO_MANY = 429;

    private final DeclaredCatalog declared;

    AdminErrors(DeclaredCatalog declared) {
        this.declared = declared;
    }

    @ServerExceptionMapper
    public Response map(Throwable failure, ContainerRequestContext request) {
        if (behind(failure) instanceof AdminException refused
                && refused.missing() != null
                && declared.groups().contains(refused.missing())) {
            return answer(
                    AdminError.GROUP_DELETED,
                    refused.text() + ": the catalog file declares it, and a call has deleted it; POST …/restore"
                            + " makes it again, without members and checkpoints");
        }
        return answerTo(
                failure,
                () -> "method=" + request.getMethod() + " path="
                        + Printable.of(request.getUriInfo().getPath()) + " request=" + AdminFilter.id(request));
    }

    /** @param asked what was asked for, as the log names it */
    static Response answerTo(Throwable failure, Supplier<String> asked) {
        Throwable cause = behind(failure);
        if (cause instanceof AdminException refused) {
            return answer(refused.error(), refused.text());
        }
        if (cause instanceof StoreUnavailableException end && end.reason() == Reason.DAMAGED) {
            return answer(
                    AdminError.GROUP_DAMAGED,
                    end.getMessage() + "; POST …/rebuild has it rebuilt, DELETE drops it, see docs/operations.md");
        }
        if (cause instanceof StoreUnavailableException) {
            return answer(AdminError.STORE_UNAVAILABLE, "Redis does not answer; nothing can be said about any group");
        }
        if (cause instanceof WebApplicationException http) {
            return http(http.getResponse().getStatus());
        }
        LOG.errorf(cause, "admin request failed %s", asked.get());
        return answer(AdminError.INTERNAL, "a fault of the server; its log has it under the id of this request");
    }

    private static Throwable behind(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    static Response answer(AdminError error, String message) {
        Response.ResponseBuilder response = json(error.status(), error.word(), message);
        if (error == AdminError.UNAUTHORIZED) {
            // Not Basic, though that is accepted too: the browser would ask in the dashboard's place.
            response.header("WWW-Authenticate", "Bearer realm=\"shardbeat-admin\"");
        } else if (error == AdminError.STORE_UNAVAILABLE || error.status() == TOO_MANY) {
            response.header("Retry-After", RETRY_AFTER_SECONDS);
        }
        return response.build();
    }

    /** What the HTTP layer refused by itself: an unknown path, a method that is not served. */
    private static Response http(int status) {
        return status == AdminError.NOT_FOUND.status()
                ? answer(AdminError.NOT_FOUND, "there is nothing at this path; see docs/admin.md")
                : json(
                                status,
                                AdminError.REFUSED.word(),
                                Response.Status.fromStatusCode(status) == null
                                        ? "status " + status
                                        : Response.Status.fromStatusCode(status).getReasonPhrase())
                        .build();
    }

    private static Response.ResponseBuilder json(int status, String error, String message) {
        return Response.status(status).type(MediaType.APPLICATION_JSON_TYPE).entity(new ErrorView(error, message));
    }
}
