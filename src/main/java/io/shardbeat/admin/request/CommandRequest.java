package io.shardbeat.admin.request;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.shardbeat.coordinator.wish.Asked;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What every command takes, whatever it asks for: a reason, {@code If-Match} and {@code dryRun}. */
@Singleton
public class CommandRequest {
    private static final String UNEXPLAINED = "no reason given";

    private final CurrentVertxRequest current;

    CommandRequest(CurrentVertxRequest current) {
        this.current = current;
    }

    /** Leaves the reason for the audit line on the way. */
    public Asked asked(CommandBody body) {
        return asked(body.reason(current.getCurrent().request().getParam("reason")));
    }

    /** As {@link #asked(CommandBody)}, of a call that was there before reasons were asked for: it may do without. */
    public Asked unexplained(CommandBody body) {
        String inBody = body.text("reason");
        boolean none = inBody == null && current.getCurrent().request().getParam("reason") == null;
        return asked(none ? UNEXPLAINED : inBody);
    }

    /** @param reason as the body has it; {@code null} when it has none */
    public Asked asked(@Nullable String reason) {
        RoutingContext request = current.getCurrent();
        boolean dryRun = dryRun(request.request().getParam("dryRun"));
        OptionalLong epoch = epoch(request.request().getHeader("If-Match"));
        String why = CommandBody.reason(reason, request.request().getParam("reason"));
        AdminReason.why(request, dryRun ? "(dry run) " + why : why);
        return new Asked(AdminReason.caller(request), why, epoch, dryRun);
    }

    private static boolean dryRun(@Nullable String text) {
        return switch (text == null ? "false" : text) {
            case "true", "" -> true;
            case "false" -> false;
            default -> throw CommandBody.refused("dryRun must be true or false");
        };
    }

    /** As the group's epoch is shown, in quotes or not; {@code *} is any. */
    static OptionalLong epoch(@Nullable String header) {
        if (header == null || header.isBlank() || header.trim().equals("*")) {
            return OptionalLong.empty();
        }
        String text = header.trim().replaceFirst("^\"(.*)\"$", "$1");
        if (!text.matches("[0-9]{1,18}")) {
            throw CommandBody.refused("If-Match must be an epoch as in \"1764460800000\"");
        }
        return OptionalLong.of(Long.parseLong(text));
    }
}
