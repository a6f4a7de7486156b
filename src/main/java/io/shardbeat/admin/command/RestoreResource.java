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
import io.shardbeat.coordinator.catalog.DeclaredCatalog;
import io.shardbeat.coordinator.groups.GroupBrowser;
import io.shardbeat.coordinator.wish.Asked;
import io.shardbeat.group.GroupId;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** How a group that the catalog file declares comes back when a call has deleted it. */
@Path("/admin/v1/groups")
@Tag(name = "declared groups", description = "What the catalog file declares")
@TakesReason
@Produces(MediaType.APPLICATION_JSON)
public class RestoreResource {
    private final DeclaredCatalog declared;
    private final GroupBrowser browser;
    private final CommandRequest request;

    RestoreResource(DeclaredCatalog declared, GroupBrowser browser, CommandRequest request) {
        this.declared = declared;
        this.browser = browser;
        this.request = request;
    }

    @POST
    @Path(GroupPath.PATTERN + "/restore")
    @Operation(
            summary = "Makes a group again that the catalog file declares and a call has deleted",
            description = "Without members, checkpoints and wishes. One that is there stays as it is.")
    public CompletionStage<Object> restore(@PathParam("group") String path, @Nullable String body) {
        GroupId group = Parameters.group(path);
        Asked asked = request.asked(CommandBody.read(body));
        if (!declared.groups().contains(group)) {
            throw new AdminException(
                    AdminError.NOT_DECLARED, "the catalog file of this node does not declare " + group.path());
        }
        return browser.look(group).thenCompose(found -> {
            long epoch = found.map(snapshot -> snapshot.epoch()).orElse(0L);
            if (asked.ifEpoch().orElse(epoch) != epoch) {
                throw new AdminException(
                        AdminError.EPOCH_MOVED,
                        found.isEmpty() ? "there is no such group now" : "the group is there, at epoch " + epoch);
            }
            if (asked.dryRun() || found.isPresent()) {
                return CompletableFuture.<Object>completedFuture(
                        asked.dryRun() ? ForecastView.nothing(epoch) : new EpochView(epoch));
            }
            return declared.restore(group)
                    .thenCompose(created -> browser.look(group))
                    .thenApply(made ->
                            new EpochView(made.map(snapshot -> snapshot.epoch()).orElse(0L)));
        });
    }
}
