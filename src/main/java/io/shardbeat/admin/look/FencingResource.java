package io.shardbeat.admin.look;

import io.shardbeat.admin.request.GroupPath;
import io.shardbeat.admin.request.HistoryParameters;
import io.shardbeat.admin.request.Parameters;
import io.shardbeat.admin.view.VerifyView;
import io.shardbeat.admin.view.history.DecisionView;
import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.coordinator.fencing.Fencing;
import io.shardbeat.coordinator.fencing.Fencing.Verdict;
import io.shardbeat.group.GroupId;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** For sinks that want no write of a consumer whose shard is another's. */
@Path("/admin/v1/groups")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "fencing", description = "Whether who writes still holds the shard")
public class FencingResource {
    private static final String GROUP = GroupPath.PATTERN;

    private final Fencing fencing;

    FencingResource(Fencing fencing) {
        this.fencing = fencing;
    }

    @GET
    @Path(GROUP + "/verify")
    @Operation(
            summary = "Whether a member has had a shard ever since an epoch",
            description = "The epoch is the token: x-shardbeat-epoch of an answer that had the shard.")
    public CompletionStage<VerifyView> verify(
            @PathParam("group") String path,
            @QueryParam("shard") @Nullable String shardText,
            @QueryParam("member") @Nullable String memberText,
            @QueryParam("epoch") @Nullable String epochText) {
        GroupId group = Parameters.group(path);
        ShardId shard = HistoryParameters.shard(shardText == null ? "" : shardText);
        MemberId member = HistoryParameters.member(memberText == null ? "" : memberText);
        if (epochText == null || !epochText.matches("[0-9]{1,18}") || epochText.matches("0+")) {
            throw Parameters.invalid("epoch must be a number, as x-shardbeat-epoch of an answer has it");
        }
        return fencing.verify(group, shard, member, Long.parseLong(epochText)).thenApply(found -> {
            Verdict verdict = found.orElseThrow(() -> GroupPath.unknown(group));
            return new VerifyView(verdict == Verdict.VALID, DecisionView.word(verdict));
        });
    }
}
