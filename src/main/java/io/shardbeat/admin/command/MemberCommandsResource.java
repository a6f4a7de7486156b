package io.shardbeat.admin.command;

import io.shardbeat.admin.request.CommandBody;
import io.shardbeat.admin.request.CommandRequest;
import io.shardbeat.admin.request.GroupPath;
import io.shardbeat.admin.request.Parameters;
import io.shardbeat.admin.request.TakesReason;
import io.shardbeat.assignment.MemberId;
import io.shardbeat.coordinator.wish.Command;
import io.shardbeat.coordinator.wish.Commands;
import io.shardbeat.group.wish.Weight;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What operators, and processes that stop, ask about one member. */
@Path("/admin/v1/groups")
@Produces(MediaType.APPLICATION_JSON)
@Tag(
        name = "commands",
        description =
                "What operators want of a group. Every call takes {\"reason\": \"...\"}, honours If-Match with the"
                        + " group's epoch (412 when it has moved on) and ?dryRun=true (what would move; nothing is done).")
@TakesReason
public class MemberCommandsResource {
    private static final String MEMBER = GroupPath.PATTERN + "/members/{member: [^/]+}";

    private final Commands commands;
    private final CommandRequest request;

    MemberCommandsResource(Commands commands, CommandRequest request) {
        this.commands = commands;
        this.request = request;
    }

    @POST
    @Path(MEMBER + "/drain")
    @Operation(
            summary = "Has a member hand over what it has, and gives it nothing",
            description = "Until DELETE of the same, for the time {\"for\": \"30m\"}, or until the member goes.")
    public CompletionStage<Object> drain(
            @PathParam("group") String group, @PathParam("member") String member, @Nullable String body) {
        CommandBody read = CommandBody.read(body, "for");
        return run(group, new Command.DrainMember(Parameters.member(member), read.time("for")), read);
    }

    @DELETE
    @Path(MEMBER + "/drain")
    @Operation(summary = "Gives a member its share again")
    public CompletionStage<Object> undrain(
            @PathParam("group") String group, @PathParam("member") String member, @Nullable String body) {
        return run(group, new Command.UndrainMember(Parameters.member(member)), CommandBody.read(body));
    }

    @POST
    @Path(MEMBER + "/leave")
    @Operation(
            summary = "A member's process has stopped: its shards are free at once",
            description = "Void if the member beats after this call.")
    public CompletionStage<Object> leave(
            @PathParam("group") String group, @PathParam("member") String member, @Nullable String body) {
        return run(group, new Command.LetLeave(Parameters.member(member)), CommandBody.read(body));
    }

    @DELETE
    @Path(MEMBER)
    @Operation(
            summary = "Evicts a member, as if its lease had ended",
            description =
                    "Its shards rest for what is left of its lease and the fence margin; with fence=none, for a"
                            + " member that is known to be dead, they are free at once. for=10m keeps its name drained that long.")
    public CompletionStage<Object> evict(
            @PathParam("group") String group,
            @PathParam("member") String member,
            @QueryParam("fence") @Nullable String fence,
            @QueryParam("for") @Nullable String keptOut,
            @Nullable String body) {
        CommandBody read = CommandBody.read(body);
        MemberId id = Parameters.member(member);
        boolean fenced = fenced(fence);
        return run(group, new Command.EvictMember(id, fenced, CommandBody.duration("for", keptOut)), read);
    }

    private static boolean fenced(@Nullable String fence) {
        return switch (fence == null ? "auto" : fence) {
            case "auto" -> true;
            case "none" -> false;
            default -> throw CommandBody.refused("fence must be auto or none");
        };
    }

    @PUT
    @Path(MEMBER + "/weight")
    @Operation(
            summary = "Gives a member more shards than others, or fewer",
            description = "{\"weight\": 1 to 1000}; also for a name that is not there yet.")
    public CompletionStage<Object> weigh(
            @PathParam("group") String group, @PathParam("member") String member, @Nullable String body) {
        CommandBody read = CommandBody.read(body, "weight");
        return run(group, new Command.Weigh(Parameters.member(member), read.whole("weight", 1, Weight.MOST)), read);
    }

    @DELETE
    @Path(MEMBER + "/weight")
    @Operation(summary = "Gives a member the weight that the catalog file has for its name, or 1")
    public CompletionStage<Object> unweigh(
            @PathParam("group") String group, @PathParam("member") String member, @Nullable String body) {
        return run(group, new Command.Weigh(Parameters.member(member), null), CommandBody.read(body));
    }

    private CompletionStage<Object> run(String group, Command command, CommandBody body) {
        return commands.run(Parameters.group(group), command, request.asked(body))
                .thenApply(outcome -> outcome.fold(CommandAnswers.ANSWERS));
    }
}
