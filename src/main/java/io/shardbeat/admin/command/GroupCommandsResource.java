package io.shardbeat.admin.command;

import io.shardbeat.admin.request.CommandBody;
import io.shardbeat.admin.request.CommandRequest;
import io.shardbeat.admin.request.GroupPath;
import io.shardbeat.admin.request.Parameters;
import io.shardbeat.admin.request.TakesReason;
import io.shardbeat.admin.view.WishesView;
import io.shardbeat.coordinator.groups.GroupBrowser;
import io.shardbeat.coordinator.wish.Command;
import io.shardbeat.coordinator.wish.Commands;
import io.shardbeat.group.GroupId;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What operators ask about a group as a whole. */
@Path("/admin/v1/groups")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "commands")
@TakesReason
public class GroupCommandsResource {
    private static final String GROUP = GroupPath.PATTERN;

    private final Commands commands;
    private final CommandRequest request;
    private final InstantSource clock;
    private final GroupBrowser browser;

    GroupCommandsResource(Commands commands, CommandRequest request, InstantSource clock, GroupBrowser browser) {
        this.browser = browser;
        this.commands = commands;
        this.request = request;
        this.clock = clock;
    }

    @GET
    @Path(GROUP + "/wishes")
    @Operation(summary = "What operators want of a group, with who, when and why; what is carried out is gone from it")
    public CompletionStage<WishesView> wishes(@PathParam("group") String path) {
        GroupId group = Parameters.group(path);
        return browser.look(group).thenApply(found -> WishesView.of(found.orElseThrow(() -> GroupPath.unknown(group))));
    }

    @POST
    @Path(GROUP + "/pause")
    @Operation(
            summary = "Leaves a group as it is for a while",
            description =
                    "{\"for\": \"30m\"} or {\"until\": \"2026-11-29T23:00:00Z\"}, at most a week; mode balance, the"
                            + " default: no shard moves for balance; all: nothing moves, and what the dead had is nobody's.")
    public CompletionStage<Object> pause(@PathParam("group") String group, @Nullable String body) {
        CommandBody read = CommandBody.read(body, "for", "until", "mode");
        Duration time = read.time("for");
        Instant until = read.instant("until");
        if (time != null && until == null) {
            return run(group, new Command.PauseFor(read.mode(), time), read);
        }
        if (until != null && time == null) {
            return run(group, pauseUntil(read, until), read);
        }
        throw CommandBody.refused("a pause needs an end: either {\"for\": \"30m\"} or {\"until\": \"...\"}");
    }

    private Command pauseUntil(CommandBody read, Instant until) {
        Instant now = clock.instant();
        if (!until.isAfter(now) || until.isAfter(now.plus(CommandBody.LONGEST))) {
            throw CommandBody.refused("until must be in the future, and within a week");
        }
        return new Command.PauseUntil(read.mode(), until.truncatedTo(ChronoUnit.MILLIS));
    }

    @POST
    @Path(GROUP + "/resume")
    @Operation(summary = "Ends a pause")
    public CompletionStage<Object> resume(@PathParam("group") String group, @Nullable String body) {
        return run(group, new Command.Resume(), CommandBody.read(body));
    }

    @POST
    @Path(GROUP + "/rebalance")
    @Operation(
            summary = "Looks at a group now",
            description = "Passes do so by themselves whenever something changes: this moves nothing that is balanced.")
    public CompletionStage<Object> rebalance(@PathParam("group") String group, @Nullable String body) {
        return run(group, new Command.Rebalance(), CommandBody.read(body));
    }

    private CompletionStage<Object> run(String group, Command command, CommandBody body) {
        return commands.run(Parameters.group(group), command, request.asked(body))
                .thenApply(outcome -> outcome.fold(CommandAnswers.ANSWERS));
    }
}
