package io.shardbeat.admin.command;

import io.shardbeat.admin.request.AdminError;
import io.shardbeat.admin.request.AdminException;
import io.shardbeat.admin.request.Parameters;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.coordinator.catalog.ShardEnds;
import io.shardbeat.coordinator.catalog.TopicShard;
import io.shardbeat.coordinator.checkpoint.Checkpoints;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Where read-only shards end, which only those who have the data know. */
@Path("/admin/v1/topics")
@Tag(name = "shard ends", description = "When a group is through with a shard that was split or merged")
public class ShardEndsResource {
    private static final String TOPIC_SHARD =
            "/{dialect: sls|cls}/{namespace: [^/]+}/{topic: [^/]+}/shards/{number: [0-9]+}/end";
    private static final int LONGEST_CURSOR = 1_000;

    private final ShardEnds ends;
    private final Checkpoints checkpoints;

    ShardEndsResource(ShardEnds ends, Checkpoints checkpoints) {
        this.ends = ends;
        this.checkpoints = checkpoints;
    }

    /** The body: where the shard ends. */
    public record End(@Nullable String cursor) {}

    @PUT
    @Path(TOPIC_SHARD)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Registers the cursor at which all of a read-only shard has been read",
            description = "A checkpoint there, also one of before, finishes the shard for its group.")
    public CompletionStage<Void> end(
            @PathParam("dialect") String dialect,
            @PathParam("namespace") String namespace,
            @PathParam("topic") String topic,
            @PathParam("number") String number,
            @Nullable End end) {
        String cursor = end == null ? null : end.cursor();
        if (cursor == null || cursor.isEmpty() || cursor.length() > LONGEST_CURSOR) {
            throw new AdminException(
                    AdminError.INVALID_ARGUMENT,
                    "the body must be {\"cursor\": \"...\"} with 1 to " + LONGEST_CURSOR + " characters");
        }
        Namespace parent = Parameters.namespace(dialect, namespace);
        ShardId shard = new ShardId(topic, Parameters.shard(number));
        return ends.register(parent, new TopicShard(shard.topic(), shard.number()), cursor)
                .thenAccept(outcome -> outcome.fold(new CatalogEnds<>()))
                .thenCompose(registered -> checkpoints.finishAt(parent, shard, cursor));
    }
}
