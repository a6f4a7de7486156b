package io.shardbeat.admin.command;

import io.shardbeat.admin.request.CommandBody;
import io.shardbeat.admin.request.CommandRequest;
import io.shardbeat.admin.request.GroupPath;
import io.shardbeat.admin.request.Parameters;
import io.shardbeat.admin.request.TakesReason;
import io.shardbeat.assignment.MemberId;
import io.shardbeat.coordinator.wish.Command;
import io.shardbeat.coordinator.wish.Commands;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What operators ask about one shard. */
@Path("/admin/v1/groups")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "commands")
@TakesReason
public class ShardCommandsResource {
    private static final String SHARD = GroupPath.PATTERN + "/shards/{topic: [^/]+}/{number: [0-9]+}";

    private final Commands commands;
    private final CommandRequest request;

    ShardCommandsResource(Commands commands, CommandRequest request) {
        this.commands = commands;
        this.request = request;
    }

    @PUT
    @Path(SHARD + "/pin")
    @Operation(
            summary = "Keeps a shard with one member",
            description = "{\"member\": \"...\"}: there whenever that member is alive and not drained, else wherever"
                    + " balance puts it. Until DELETE of the same.")
    public CompletionStage<Object> pin(
            @PathParam("group") String group,
            @PathParam("topic") String topic,
            @PathParam("number") String number,
            @Nullable String body) {
        CommandBody read = CommandBody.read(body, "member");
        MemberId member = Parameters.member(read.required("member"));
        return run(group, new Command.PinShard(Parameters.shard(topic, number), member), read);
    }

    @DELETE
    @Path(SHARD + "/pin")
    @Operation(summary = "Lets a shard be wherever balance puts it")
    public CompletionStage<Object> unpin(
            @PathParam("group") String group,
            @PathParam("topic") String topic,
            @PathParam("number") String number,
            @Nullable String body) {
        return run(group, new Command.UnpinShard(Parameters.shard(topic, number)), CommandBody.read(body));
    }

    @PUT
    @Path(SHARD + "/park")
    @Operation(
            summary = "Has nobody work on a shard for a while",
            description = "{\"for\": \"1h\"}: its holder hands it over to nobody. Until then, or DELETE of the same.")
    public CompletionStage<Object> park(
            @PathParam("group") String group,
            @PathParam("topic") String topic,
            @PathParam("number") String number,
            @Nullable String body) {
        CommandBody read = CommandBody.read(body, "for");
        Duration time = read.time("for");
        if (time == null) {
            throw CommandBody.refused("a park needs an end: {\"for\": \"1h\"}");
        }
        return run(group, new Command.ParkShard(Parameters.shard(topic, number), time), read);
    }

    @DELETE
    @Path(SHARD + "/park")
    @Operation(summary = "Lets somebody have a parked shard")
    public CompletionStage<Object> unpark(
            @PathParam("group") String group,
            @PathParam("topic") String topic,
            @PathParam("number") String number,
            @Nullable String body) {
        return run(group, new Command.UnparkShard(Parameters.shard(topic, number)), CommandBody.read(body));
    }

    private CompletionStage<Object> run(String group, Command command, CommandBody body) {
        return commands.run(Parameters.group(group), command, request.asked(body))
                .thenApply(outcome -> outcome.fold(CommandAnswers.ANSWERS));
    }
}
