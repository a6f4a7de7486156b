package io.shardbeat.admin.look;

import io.shardbeat.admin.request.GroupPath;
import io.shardbeat.admin.request.Parameters;
import io.shardbeat.admin.view.SnapshotViews;
import io.shardbeat.admin.view.member.MemberSights;
import io.shardbeat.admin.view.shard.ShardMap;
import io.shardbeat.coordinator.groups.GroupBrowser;
import io.shardbeat.group.GroupId;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** A group's shards all at once, for who draws them: pages of a thousand would read the group fifty times. */
@Path("/admin/v1/groups")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "groups")
public class ShardMapResource {
    private final GroupBrowser browser;

    ShardMapResource(GroupBrowser browser) {
        this.browser = browser;
    }

    @GET
    @Path(GroupPath.PATTERN + "/map")
    @Operation(summary = "Where every shard is, in few bytes", description = "Changes when the group's epoch does.")
    public CompletionStage<ShardMap> map(@PathParam("group") String path) {
        GroupId group = Parameters.group(path);
        return browser.look(group)
                .thenApply(found -> found.orElseThrow(() -> GroupPath.unknown(group)))
                .thenApply(snapshot -> new SnapshotViews(snapshot, MemberSights.NONE).map());
    }
}
