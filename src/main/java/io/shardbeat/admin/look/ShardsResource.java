package io.shardbeat.admin.look;

import io.shardbeat.admin.request.GroupPath;
import io.shardbeat.admin.request.Parameters;
import io.shardbeat.admin.view.SnapshotViews;
import io.shardbeat.admin.view.member.MemberSights;
import io.shardbeat.admin.view.shard.ShardPage;
import io.shardbeat.admin.view.shard.ShardPhase;
import io.shardbeat.admin.view.shard.ShardTable.Selection;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.coordinator.checkpoint.CheckpointStore;
import io.shardbeat.coordinator.groups.GroupBrowser;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSnapshot;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The shards of a group, for those who run it. */
@Path("/admin/v1/groups")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "shards", description = "Looking at the shards of a group")
public class ShardsResource {
    private static final int ROWS = 100;

    private final GroupBrowser browser;
    private final CheckpointStore checkpoints;

    ShardsResource(GroupBrowser browser, CheckpointStore checkpoints) {
        this.browser = browser;
        this.checkpoints = checkpoints;
    }

    @GET
    @Path(GroupPath.PATTERN + "/shards")
    @Operation(
            summary = "A group's shards by topic and number",
            description =
                    "state=held, handing-over, free, fenced or parked picks some. since, sinceEpoch, kind and cause"
                            + " are null where that is longer ago than the last thousand entries of the history.")
    public CompletionStage<ShardPage> shards(
            @PathParam("group") String path,
            @QueryParam("state") @Nullable String state,
            @QueryParam("from") @Nullable String from,
            @QueryParam("limit") @Nullable String limit) {
        ShardPhase wanted = Parameters.state(state);
        int offset = Parameters.offset(from);
        int rows = Parameters.limit(limit, ROWS);
        GroupId group = Parameters.group(path);
        return browser.look(group)
                .thenApply(found -> found.orElseThrow(() -> GroupPath.unknown(group)))
                .thenCompose(found -> page(found, wanted, offset, rows));
    }

    /** What the snapshot does not tell is read for the rows of the page only. */
    CompletionStage<ShardPage> page(GroupSnapshot group, @Nullable ShardPhase state, int offset, int rows) {
        SnapshotViews views = new SnapshotViews(group, MemberSights.NONE);
        Selection selection = views.shards(state, offset, rows);
        List<ShardId> shards = selection.ids();
        return checkpoints
                .find(group.id(), shards)
                .thenCombine(
                        browser.beginnings(group.id(), shards, group.epoch()),
                        (saved, beginnings) -> views.page(selection, saved, beginnings));
    }
}
