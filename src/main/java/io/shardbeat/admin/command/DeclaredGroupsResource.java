package io.shardbeat.admin.command;

import io.shardbeat.admin.request.Parameters;
import io.shardbeat.admin.view.DeclaredList;
import io.shardbeat.coordinator.GroupDirectory;
import io.shardbeat.coordinator.catalog.DeclaredCatalog;
import io.shardbeat.group.GroupId;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Groups that the catalog file declares, and which of them a call has deleted. */
@Path("/admin/v1/declared")
@Tag(name = "declared groups", description = "What the catalog file declares")
@Produces(MediaType.APPLICATION_JSON)
public class DeclaredGroupsResource {
    private static final int ROWS = 100;

    private final DeclaredCatalog declared;
    private final GroupDirectory directory;

    DeclaredGroupsResource(DeclaredCatalog declared, GroupDirectory directory) {
        this.declared = declared;
        this.directory = directory;
    }

    @GET
    @Operation(
            summary = "Groups of the catalog file of the node that answers",
            description =
                    "deleted: there is none of that name, since a call has deleted it after the file was applied.")
    public CompletionStage<DeclaredList> declared(
            @QueryParam("from") @Nullable String from, @QueryParam("limit") @Nullable String limit) {
        List<GroupId> rest = DeclaredList.after(declared.groups(), from);
        int most = Parameters.limit(limit, ROWS);
        List<CompletableFuture<DeclaredList.Row>> rows =
                rest.stream().limit(most).map(this::row).toList();
        return CompletableFuture.allOf(rows.toArray(new CompletableFuture<?>[0]))
                .thenApply(all -> new DeclaredList(
                        rows.stream().map(CompletableFuture::join).toList(),
                        rest.size() > most ? rest.get(most - 1).path() : null));
    }

    private CompletableFuture<DeclaredList.Row> row(GroupId group) {
        return directory
                .find(group)
                .thenApply(found -> new DeclaredList.Row(group.path(), found.isEmpty()))
                .toCompletableFuture();
    }
}
