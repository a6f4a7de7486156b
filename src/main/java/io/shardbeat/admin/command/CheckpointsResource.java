package io.shardbeat.admin.command;

import io.shardbeat.admin.request.AdminError;
import io.shardbeat.admin.request.AdminException;
import io.shardbeat.admin.request.CommandBody;
import io.shardbeat.admin.request.CommandRequest;
import io.shardbeat.admin.request.GroupPath;
import io.shardbeat.admin.request.Parameters;
import io.shardbeat.admin.request.TakesReason;
import io.shardbeat.admin.view.EpochView;
import io.shardbeat.admin.view.ForecastView;
import io.shardbeat.admin.view.shard.CheckpointPage;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.coordinator.checkpoint.Checkpoints;
import io.shardbeat.coordinator.checkpoint.Checkpoints.ChangeOutcome;
import io.shardbeat.coordinator.wish.Asked;
import io.shardbeat.coordinator.wish.Command;
import io.shardbeat.coordinator.wish.Commands;
import io.shardbeat.group.GroupId;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** How far a group has got, and from where it is to go on. */
@Path("/admin/v1/groups")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "checkpoints", description = "How far a group has got in each shard")
@TakesReason
public class CheckpointsResource {
    private static final String GROUP = GroupPath.PATTERN;
    private static final String ONE = GROUP + "/shards/{topic: [^/]+}/{number: [0-9]+}/checkpoint";
    private static final int ROWS = 100;
    private static final int LONGEST = 1_000;

    private final Checkpoints checkpoints;
    private final Commands commands;
    private final CommandRequest request;

    CheckpointsResource(Checkpoints checkpoints, Commands commands, CommandRequest request) {
        this.checkpoints = checkpoints;
        this.commands = commands;
        this.request = request;
    }

    @GET
    @Path(GROUP + "/checkpoints")
    @Operation(summary = "A group's checkpoints by topic and number", description = "Go on with from=<next>.")
    public CompletionStage<CheckpointPage> list(
            @PathParam("group") String path,
            @QueryParam("from") @Nullable String from,
            @QueryParam("limit") @Nullable String limit) {
        GroupId group = Parameters.group(path);
        int offset = Parameters.offset(from);
        int rows = Parameters.limit(limit, ROWS);
        return checkpoints
                .all(group)
                .thenApply(found -> CheckpointPage.of(found.orElseThrow(() -> GroupPath.unknown(group)), offset, rows));
    }

    @PUT
    @Path(ONE)
    @Operation(
            summary = "Sets the checkpoint of a shard, whoever holds it",
            description =
                    "{\"value\": \"...\"}; for CLS an offset, as a number. A consumer that works on the shard goes on"
                            + " from where it is, and saves over it: drain or stop it first.")
    public CompletionStage<Object> set(
            @PathParam("group") String path,
            @PathParam("topic") String topic,
            @PathParam("number") String number,
            @Nullable String body) {
        GroupId group = Parameters.group(path);
        ShardId shard = Parameters.shard(topic, number);
        CommandBody read = CommandBody.read(body, "value");
        String value = value(group, read);
        Asked asked = request.asked(read);
        return change(group, asked, () -> checkpoints.set(group, shard, value, asked.ifEpoch()));
    }

    private static String value(GroupId group, CommandBody body) {
        String value = body.value("value");
        if (value == null || value.isEmpty() || value.length() > LONGEST) {
            throw CommandBody.refused("value must have 1 to " + LONGEST + " characters");
        }
        if (!group.namespace().dialect().equals("cls")) {
            return value;
        }
        try {
            return Long.toString(Long.parseLong(value));
        } catch (NumberFormatException e) {
            throw CommandBody.refused("value must be an offset, a whole number of 64 bits");
        }
    }

    @DELETE
    @Path(ONE)
    @Operation(summary = "Drops the checkpoint of a shard: who reads it next begins anew")
    public CompletionStage<Object> drop(
            @PathParam("group") String path,
            @PathParam("topic") String topic,
            @PathParam("number") String number,
            @Nullable String body) {
        GroupId group = Parameters.group(path);
        ShardId shard = Parameters.shard(topic, number);
        Asked asked = request.asked(CommandBody.read(body));
        return change(group, asked, () -> checkpoints.drop(group, shard, asked.ifEpoch()));
    }

    @DELETE
    @Path(GROUP + "/checkpoints")
    @Operation(summary = "Drops all checkpoints of a group")
    public CompletionStage<Object> dropAll(@PathParam("group") String path, @Nullable String body) {
        GroupId group = Parameters.group(path);
        Asked asked = request.asked(CommandBody.read(body));
        return change(group, asked, () -> checkpoints.drop(group, null, asked.ifEpoch()));
    }

    /** Checkpoints move no shard: a dry run says so, and what else would happen anyway. */
    private CompletionStage<Object> change(
            GroupId group, Asked asked, Supplier<CompletionStage<ChangeOutcome>> change) {
        CompletionStage<Object> looked = commands.run(
                        group, new Command.Rebalance(), new Asked(asked.who(), asked.why(), asked.ifEpoch(), true))
                .thenApply(outcome -> outcome.fold(CommandAnswers.ANSWERS));
        return asked.dryRun()
                ? looked
                : looked.thenCompose(forecast -> change.get().thenApply(outcome -> answer(group, outcome, forecast)));
    }

    private static Object answer(GroupId group, ChangeOutcome outcome, Object forecast) {
        return switch (outcome) {
            case DONE -> new EpochView(((ForecastView) forecast).epoch());
            case NO_GROUP -> throw GroupPath.unknown(group);
            case NO_SHARD -> throw new AdminException(AdminError.SHARD_NOT_FOUND, "the group has no such shard");
            case MOVED ->
                throw new AdminException(
                        AdminError.EPOCH_MOVED, "the group has moved on: look at it again, then decide");
            case TOO_MANY ->
                throw new AdminException(
                        AdminError.TOO_MANY_CHECKPOINTS,
                        "the group has checkpoints of as many shards as it may: shardbeat.quota.checkpoints-per-group");
        };
    }
}
