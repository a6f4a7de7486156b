package io.shardbeat.admin.look;

import io.shardbeat.admin.replay.SnapshotFile;
import io.shardbeat.admin.request.AdminError;
import io.shardbeat.admin.request.AdminException;
import io.shardbeat.admin.request.GroupPath;
import io.shardbeat.admin.request.HistoryParameters;
import io.shardbeat.admin.request.Parameters;
import io.shardbeat.admin.request.Times;
import io.shardbeat.admin.view.SnapshotViews;
import io.shardbeat.admin.view.history.PassList;
import io.shardbeat.admin.view.member.MemberSights;
import io.shardbeat.admin.view.shard.OwnerView;
import io.shardbeat.admin.view.shard.ShardDetail;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.coordinator.checkpoint.Checkpoint;
import io.shardbeat.coordinator.checkpoint.CheckpointStore;
import io.shardbeat.coordinator.groups.GroupBrowser;
import io.shardbeat.coordinator.groups.Histories;
import io.shardbeat.coordinator.groups.Histories.Past;
import io.shardbeat.coordinator.groups.HistoryPage;
import io.shardbeat.coordinator.groups.HistoryQuery;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSnapshot;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Why things are as they are: what was decided, of whom and when. */
@Path("/admin/v1/groups")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "history", description = "What was decided, and why")
public class HistoryResource {
    private static final String GROUP = GroupPath.PATTERN;
    private static final String SHARD = GROUP + "/shards/{topic: [^/]+}/{number: [0-9]+}";
    private static final int PASSES = 20;

    private final GroupBrowser browser;
    private final Histories histories;
    private final CheckpointStore checkpoints;
    private final InstantSource clock;

    HistoryResource(GroupBrowser browser, Histories histories, CheckpointStore checkpoints, InstantSource clock) {
        this.browser = browser;
        this.histories = histories;
        this.checkpoints = checkpoints;
        this.clock = clock;
    }

    @GET
    @Path(GROUP + "/history")
    @Operation(
            summary = "What passes decided, the latest first",
            description =
                    "Go on with from=<next> until next is null; a page may be short, or empty, and have a next one.")
    public CompletionStage<PassList> history(@PathParam("group") String path, @BeanParam HistoryParameters parameters) {
        GroupId group = Parameters.group(path);
        return browser.history(group, parameters.query(clock.instant()))
                .thenApply(found -> PassList.of(existing(group, found)));
    }

    @GET
    @Path(SHARD)
    @Operation(summary = "One shard: where it is, since when and why, with its own history")
    public CompletionStage<ShardDetail> shard(
            @PathParam("group") String path, @PathParam("topic") String topic, @PathParam("number") String number) {
        GroupId group = Parameters.group(path);
        ShardId shard = HistoryParameters.shard(topic, number);
        return look(group, HistoryQuery.of(shard, PASSES))
                .thenCompose(seen -> checkpoints
                        .find(group, shard)
                        .thenApply(saved -> views(seen.group())
                                .shard(shard, saved.orElse(Checkpoint.NONE), seen.history())
                                .orElseThrow(() -> new AdminException(
                                        AdminError.SHARD_NOT_FOUND,
                                        group.path() + " may be given no shard " + shard))));
    }

    @GET
    @Path(SHARD + "/owner")
    @Operation(
            summary = "Who had a shard at a time",
            description = "404 HistoryTooShort when the history does not reach back so far.")
    public CompletionStage<OwnerView> owner(
            @PathParam("group") String path,
            @PathParam("topic") String topic,
            @PathParam("number") String number,
            @QueryParam("at") @Nullable String at) {
        GroupId group = Parameters.group(path);
        ShardId shard = HistoryParameters.shard(topic, number);
        Instant time = Times.time("at", at == null ? "0s" : at, clock.instant());
        return histories.at(group, shard, time).thenApply(found -> {
            Past past = existing(group, found);
            if (past.because() == null && time.isBefore(past.begins())) {
                throw new AdminException(
                        AdminError.HISTORY_TOO_SHORT, "the history of " + group.path() + " begins at " + past.begins());
            }
            return OwnerView.of(shard, time, past);
        });
    }

    @GET
    @Path(GROUP + "/snapshot")
    @Operation(
            summary = "All that a planner sees of the group, as a file",
            description = "For reports of what looks wrong: docs/admin.md tells how to plan it again offline.")
    public CompletionStage<Response> snapshot(@PathParam("group") String path) {
        GroupId group = Parameters.group(path);
        return browser.look(group)
                .thenApply(found -> Response.ok(SnapshotFile.encode(existing(group, found)))
                        .type(MediaType.APPLICATION_JSON_TYPE)
                        .header("Content-Disposition", "attachment; filename=\"snapshot.json\"")
                        .build());
    }

    private record Seen(GroupSnapshot group, HistoryPage history) {}

    /** The group first: what was decided since is left out. */
    private CompletionStage<Seen> look(GroupId group, HistoryQuery query) {
        return browser.look(group)
                .thenCompose(found -> histories
                        .latest(group, query)
                        .thenApply(history -> new Seen(existing(group, found), existing(group, history))));
    }

    private static SnapshotViews views(GroupSnapshot snapshot) {
        return new SnapshotViews(snapshot, MemberSights.NONE);
    }

    private static <T> T existing(GroupId group, Optional<T> found) {
        return found.orElseThrow(() -> GroupPath.unknown(group));
    }
}
