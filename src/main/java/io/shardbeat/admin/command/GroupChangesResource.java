package io.shardbeat.admin.command;

import io.shardbeat.admin.request.AdminError;
import io.shardbeat.admin.request.AdminException;
import io.shardbeat.admin.request.CommandBody;
import io.shardbeat.admin.request.CommandRequest;
import io.shardbeat.admin.request.GroupPath;
import io.shardbeat.admin.request.Parameters;
import io.shardbeat.admin.request.TakesReason;
import io.shardbeat.admin.view.ForecastView;
import io.shardbeat.coordinator.GroupDirectory;
import io.shardbeat.coordinator.GroupDirectory.Deletion;
import io.shardbeat.coordinator.GroupDirectory.Members;
import io.shardbeat.coordinator.GroupDirectory.Rebuilt;
import io.shardbeat.coordinator.groups.GroupBrowser;
import io.shardbeat.coordinator.pass.SetApart;
import io.shardbeat.coordinator.plan.WhatIf;
import io.shardbeat.coordinator.wish.Asked;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSnapshot;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What operators do about a group that is damaged, or not wanted any more. */
@Path("/admin/v1/groups")
@Tag(name = "group repair", description = "Rebuilding and dropping consumer groups")
@TakesReason
@Produces(MediaType.APPLICATION_JSON)
public class GroupChangesResource {
    private static final String GROUP = GroupPath.PATTERN;

    private final GroupDirectory directory;
    private final SetApart apart;
    private final GroupBrowser browser;
    private final CommandRequest request;

    GroupChangesResource(GroupDirectory directory, SetApart apart, GroupBrowser browser, CommandRequest request) {
        this.browser = browser;
        this.request = request;
        this.directory = directory;
        this.apart = apart;
    }

    @POST
    @Path(GROUP + "/rebuild")
    @Operation(
            summary = "Has who holds what rebuilt from the members' reports",
            description = "What is stored of the group and cannot be read is dropped. Takes a session timeout.")
    public CompletionStage<Void> rebuild(@PathParam("group") String path, @Nullable String body) {
        GroupId group = Parameters.group(path);
        Asked asked = request.unexplained(CommandBody.read(body));
        if (asked.dryRun() || asked.ifEpoch().isPresent()) {
            throw CommandBody.refused("a rebuild takes neither dryRun nor If-Match: what it finds, reports will tell");
        }
        return directory.rebuild(group).thenAccept(begun -> {
            if (begun == Rebuilt.NO_GROUP) {
                throw GroupPath.unknown(group);
            }
            if (begun == Rebuilt.SETTINGS_LOST) {
                throw new AdminException(
                        AdminError.GROUP_DAMAGED,
                        "the settings of " + group.path() + " are lost: delete it, and create it again");
            }
            apart.tryAgain(group);
        });
    }

    @DELETE
    @Path(GROUP)
    @Operation(
            summary = "Deletes a group with its members and checkpoints, whatever state it is in",
            description = "204 when it is gone. ?dryRun=true: 200 with who would lose what; a damaged group has none.")
    public CompletionStage<Response> delete(@PathParam("group") String path, @Nullable String body) {
        GroupId group = Parameters.group(path);
        Asked asked = request.unexplained(CommandBody.read(body));
        if (!asked.dryRun() && asked.ifEpoch().isEmpty()) {
            return delete(group);
        }
        return browser.look(group).thenCompose(found -> {
            GroupSnapshot snapshot = found.orElseThrow(() -> GroupPath.unknown(group));
            if (asked.ifEpoch().orElse(snapshot.epoch()) != snapshot.epoch()) {
                throw new AdminException(
                        AdminError.EPOCH_MOVED,
                        "the group is at epoch " + snapshot.epoch() + ": look at it again, then decide");
            }
            return asked.dryRun()
                    ? CompletableFuture.completedFuture(Response.ok(ForecastView.of(WhatIf.ofDeletion(snapshot)))
                            .build())
                    : delete(group);
        });
    }

    private CompletionStage<Response> delete(GroupId group) {
        return directory.delete(group, Members.REMOVE).thenApply(deletion -> {
            apart.tryAgain(group);
            if (deletion == Deletion.NO_GROUP) {
                throw GroupPath.unknown(group);
            }
            return Response.noContent().build();
        });
    }
}
