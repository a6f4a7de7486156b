package io.shardbeat.admin.command;

import io.shardbeat.admin.request.CommandBody;
import io.shardbeat.admin.request.CommandRequest;
import io.shardbeat.admin.request.TakesReason;
import io.shardbeat.coordinator.catalog.CatalogStore;
import io.shardbeat.coordinator.catalog.CatalogStore.Relisted;
import io.shardbeat.coordinator.wish.Asked;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What operators do about projects, logsets and groups that are there and are not listed. */
@Path("/admin/v1/catalog")
@Tag(name = "catalog repair", description = "Lists of projects, logsets and groups")
@TakesReason
@Produces(MediaType.APPLICATION_JSON)
public class CatalogListsResource {
    private final CatalogStore catalog;
    private final CommandRequest request;

    CatalogListsResource(CatalogStore catalog, CommandRequest request) {
        this.catalog = catalog;
        this.request = request;
    }

    @POST
    @Path("/relist")
    @Operation(
            summary = "Lists all projects, logsets and groups that there are",
            description =
                    "By a look at every key in Redis. Takes nothing off a list. The answer has how many there are.")
    public CompletionStage<Relisted> relist(@Nullable String body) {
        Asked asked = request.unexplained(CommandBody.read(body));
        if (asked.dryRun() || asked.ifEpoch().isPresent()) {
            throw CommandBody.refused("a relist takes neither dryRun nor If-Match: it only adds what is there");
        }
        return catalog.relist();
    }
}
