package io.shardbeat.admin.command;

import io.shardbeat.admin.request.AdminError;
import io.shardbeat.admin.request.AdminException;
import io.shardbeat.admin.request.CommandBody;
import io.shardbeat.admin.request.CommandRequest;
import io.shardbeat.admin.request.GroupPath;
import io.shardbeat.admin.request.Parameters;
import io.shardbeat.admin.request.TakesReason;
import io.shardbeat.admin.view.ForecastView;
import io.shardbeat.coordinator.catalog.ShardEnds;
import io.shardbeat.coordinator.catalog.TopicShard;
import io.shardbeat.coordinator.groups.GroupBrowser;
import io.shardbeat.coordinator.wish.Asked;
import io.shardbeat.group.GroupId;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
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

/** Which read-only shards a group is through with, where its checkpoints do not say so. */
@Path("/admin/v1/groups")
@TakesReason
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "shard ends", description = "When a group is through with a shard that was split or merged")
public class FinishedShardsResource {
    private static final String SHARD = GroupPath.PATTERN + "/shards/{topic: [^/]+}/{number: [0-9]+}/finished";

    private final ShardEnds ends;
    private final GroupBrowser browser;
    private final CommandRequest request;

    FinishedShardsResource(ShardEnds ends, GroupBrowser browser, CommandRequest request) {
        this.ends = ends;
        this.browser = browser;
        this.request = request;
    }

    @PUT
    @Path(SHARD)
    @Operation(
            summary = "Declares a read-only shard finished for a group",
            description = "204 when it is so. ?dryRun=true: 200; which shards come next is only known when it is done.")
    public CompletionStage<Response> finish(
            @PathParam("group") String group,
            @PathParam("topic") String topic,
            @PathParam("number") String number,
            @Nullable String body) {
        return declare(group, new TopicShard(topic, Parameters.shard(number)), true, body);
    }

    @DELETE
    @Path(SHARD)
    @Operation(summary = "Has a group read a shard again that it had finished")
    public CompletionStage<Response> reopen(
            @PathParam("group") String group,
            @PathParam("topic") String topic,
            @PathParam("number") String number,
            @Nullable String body) {
        return declare(group, new TopicShard(topic, Parameters.shard(number)), false, body);
    }

    private CompletionStage<Response> declare(
            String path, TopicShard shard, boolean isFinished, @Nullable String body) {
        GroupId group = Parameters.group(path);
        Asked asked;
        try {
            asked = request.unexplained(CommandBody.read(body));
        } catch (AdminException wrong) {
            // What is not there is told before what is wrong with the body.
            return ends.check(group, shard).thenCompose(outcome -> {
                outcome.fold(new CatalogEnds<Boolean>());
                return CompletableFuture.failedFuture(wrong);
            });
        }
        if (!asked.dryRun() && asked.ifEpoch().isEmpty()) {
            return declare(group, shard, isFinished);
        }
        return browser.look(group).thenCompose(found -> {
            long epoch = found.orElseThrow(() -> GroupPath.unknown(group)).epoch();
            if (asked.ifEpoch().orElse(epoch) != epoch) {
                throw new AdminException(
                        AdminError.EPOCH_MOVED, "the group is at epoch " + epoch + ": look at it again, then decide");
            }
            return asked.dryRun()
                    ? ends.check(group, shard).thenApply(outcome -> {
                        outcome.fold(new CatalogEnds<Boolean>());
                        return Response.ok(ForecastView.nothing(epoch)).build();
                    })
                    : declare(group, shard, isFinished);
        });
    }

    private CompletionStage<Response> declare(GroupId group, TopicShard shard, boolean isFinished) {
        return ends.declare(group, shard, isFinished).thenApply(outcome -> {
            if (!outcome.fold(new CatalogEnds<Boolean>())) {
                throw GroupPath.unknown(group);
            }
            return Response.noContent().build();
        });
    }
}
