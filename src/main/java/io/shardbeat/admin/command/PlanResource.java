package io.shardbeat.admin.command;

import io.shardbeat.admin.request.CommandRequest;
import io.shardbeat.admin.request.GroupPath;
import io.shardbeat.admin.request.Parameters;
import io.shardbeat.admin.request.TakesReason;
import io.shardbeat.admin.view.PlanView;
import io.shardbeat.coordinator.wish.Asked;
import io.shardbeat.coordinator.wish.CommandOutcome.Foretold;
import io.shardbeat.coordinator.wish.Commands;
import io.shardbeat.coordinator.wish.Proposal;
import io.shardbeat.group.GroupId;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What would be if a group were another, and having it so. */
@Path("/admin/v1/groups")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "commands")
@TakesReason
public class PlanResource {
    private static final String GROUP = GroupPath.PATTERN;

    private final Commands commands;
    private final CommandRequest request;

    PlanResource(Commands commands, CommandRequest request) {
        this.commands = commands;
        this.request = request;
    }

    @POST
    @Path(GROUP + "/plan")
    @Operation(
            summary = "What would move, and why; nothing is done",
            description = "{\"join\": [names], \"leave\": [names], \"drain\": [names], \"weights\": {name: number},"
                    + " \"pins\": {\"topic/number\": name}, \"shards\": {topic: count}}, each part optional."
                    + " The node's own planner on the group as it is, with members that do as they are told.")
    public CompletionStage<PlanView> plan(@PathParam("group") String path, @Nullable String body) {
        GroupId group = Parameters.group(path);
        Proposal proposal = ProposalBody.read(body).proposal();
        return commands.run(group, proposal, new Asked("", "", OptionalLong.empty(), true))
                .thenApply(outcome -> {
                    if (outcome instanceof Foretold foretold) {
                        return PlanView.of(foretold.forecast(), proposal);
                    }
                    outcome.fold(CommandAnswers.ANSWERS);
                    throw new IllegalStateException("a dry run of " + group + " did something");
                });
    }

    @POST
    @Path(GROUP + "/apply")
    @Operation(
            summary = "Has what a plan told",
            description =
                    "Takes the plan as it was answered, a reason, and the plan's epoch as If-Match: 412 when the group"
                            + " has changed since. Members that would join and shards that there would be are not its to make.")
    public CompletionStage<Object> apply(@PathParam("group") String path, @Nullable String body) {
        GroupId group = Parameters.group(path);
        ProposalBody read = ProposalBody.read(body);
        Proposal proposal = read.proposal();
        Asked asked = request.asked(read.reason());
        OptionalLong epoch = asked.ifEpoch().isPresent() ? asked.ifEpoch() : read.epoch();
        if (epoch.isEmpty()) {
            throw Parameters.invalid("what is applied needs the epoch of its plan, as If-Match: \"<epoch>\"");
        }
        return commands.run(group, proposal, new Asked(asked.who(), asked.why(), epoch, asked.dryRun()))
                .thenApply(outcome -> outcome.fold(CommandAnswers.ANSWERS));
    }
}
