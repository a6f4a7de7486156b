package io.shardbeat.admin;

import io.shardbeat.coordinator.ShardEnds;
import io.shardbeat.coordinator.TopicShard;
import io.shardbeat.group.GroupId;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Which read-only shards a group is through with, where its checkpoints do not say so. */
@Path("/admin/v1/groups")
@Tag(name = "shard ends", description = "When a group is through with a shard that was split or merged")
public class FinishedShardsResource {
    private static final String SHARD =
            "/{group: sls(?:/[^/]+){3}|cls(?:/[^/]+){2}}/shards/{topic: [^/]+}/{number: [0-9]+}/finished";

    private final ShardEnds ends;

    FinishedShardsResource(ShardEnds ends) {
        this.ends = ends;
    }

    @PUT
    @Path(SHARD)
    @Operation(summary = "Declares a read-only shard finished for a group")
    public CompletionStage<Void> finish(
            @PathParam("group") String group, @PathParam("topic") String topic, @PathParam("number") String number) {
        return declare(group, new TopicShard(topic, Parameters.shard(number)), true);
    }

    @DELETE
    @Path(SHARD)
    @Operation(summary = "Has a group read a shard again that it had finished")
    public CompletionStage<Void> reopen(
            @PathParam("group") String group, @PathParam("topic") String topic, @PathParam("number") String number) {
        return declare(group, new TopicShard(topic, Parameters.shard(number)), false);
    }

    private CompletionStage<Void> declare(String path, TopicShard shard, boolean isFinished) {
        GroupId group = Parameters.group(path);
        return ends.declare(group, shard, isFinished).thenAccept(outcome -> {
            if (!outcome.fold(new CatalogEnds<Boolean>())) {
                throw new AdminException(AdminError.GROUP_NOT_FOUND, "there is no group " + group);
            }
        });
    }
}
