package io.shardbeat.admin;

import io.shardbeat.admin.view.GroupList;
import io.shardbeat.admin.view.GroupView;
import io.shardbeat.admin.view.MemberPage;
import io.shardbeat.admin.view.PassList;
import io.shardbeat.admin.view.ShardPage;
import io.shardbeat.admin.view.ShardState;
import io.shardbeat.admin.view.SnapshotViews;
import io.shardbeat.coordinator.DoubledMembers;
import io.shardbeat.coordinator.GroupBrowser;
import io.shardbeat.coordinator.GroupBrowser.Query;
import io.shardbeat.group.GroupId;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The groups, for those who run them. */
@Path("/admin/v1/groups")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "groups", description = "Looking at consumer groups")
public class GroupsResource {
    /** How many parts a path has depends on the dialect: that tells {@code …/members} from a group of that name. */
    private static final String GROUP = "/{group: sls(?:/[^/]+){3}|cls(?:/[^/]+){2}}";

    private static final int GROUPS = 100;
    private static final int ROWS = 100;
    private static final int PASSES = 20;

    private final GroupBrowser browser;
    private final DoubledMembers doubled;

    GroupsResource(GroupBrowser browser, DoubledMembers doubled) {
        this.browser = browser;
        this.doubled = doubled;
    }

    @GET
    @Operation(summary = "Lists groups by path", description = "Go on with from=<next> until next is null.")
    public CompletionStage<GroupList> groups(
            @QueryParam("prefix") @Nullable String prefix,
            @QueryParam("from") @Nullable String from,
            @QueryParam("limit") @Nullable String limit) {
        Query query = new Query(prefix == null ? "" : prefix, Parameters.cursor(from), Parameters.limit(limit, GROUPS));
        return browser.groups(query).thenApply(GroupList::of);
    }

    @GET
    @Path(GROUP)
    @Operation(
            summary = "One group",
            description =
                    "include=members,shards,history adds the first pages of these, all but the history of one moment.")
    public CompletionStage<GroupView> group(
            @PathParam("group") String path,
            @QueryParam("include") @Nullable String include,
            @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @Nullable String limit) {
        GroupId id = Parameters.group(path);
        Set<String> parts = Parameters.parts(include);
        ShardState wanted = Parameters.state(state);
        int rows = Parameters.limit(limit, ROWS);
        CompletionStage<GroupView> view = look(
                id,
                views -> views.group(
                        parts.contains("members") ? views.members("", rows) : null,
                        parts.contains("shards") ? views.shards(wanted, 0, rows) : null));
        view = view.thenCombine(browser.damage(id), (found, damage) -> found.withDamage(damage.orElse(null)));
        return parts.contains("history") ? view.thenCombine(passes(id, PASSES), GroupView::withHistory) : view;
    }

    @GET
    @Path(GROUP + "/members")
    @Operation(summary = "A group's members by name")
    public CompletionStage<MemberPage> members(
            @PathParam("group") String path,
            @QueryParam("from") @Nullable String from,
            @QueryParam("limit") @Nullable String limit) {
        int rows = Parameters.limit(limit, ROWS);
        return look(Parameters.group(path), views -> views.members(from == null ? "" : from, rows));
    }

    @GET
    @Path(GROUP + "/shards")
    @Operation(
            summary = "A group's shards by topic and number",
            description = "state=held, handing-over, free, fenced or parked picks some.")
    public CompletionStage<ShardPage> shards(
            @PathParam("group") String path,
            @QueryParam("state") @Nullable String state,
            @QueryParam("from") @Nullable String from,
            @QueryParam("limit") @Nullable String limit) {
        ShardState wanted = Parameters.state(state);
        int offset = Parameters.offset(from);
        int rows = Parameters.limit(limit, ROWS);
        return look(Parameters.group(path), views -> views.shards(wanted, offset, rows));
    }

    @GET
    @Path(GROUP + "/history")
    @Operation(summary = "The last passes that changed something, the latest first")
    public CompletionStage<PassList> history(
            @PathParam("group") String path, @QueryParam("limit") @Nullable String limit) {
        return passes(Parameters.group(path), Parameters.limit(limit, PASSES));
    }

    private <T> CompletionStage<T> look(GroupId group, Function<SnapshotViews, T> view) {
        return browser.look(group)
                .thenCompose(found -> existing(
                        group,
                        found.map(snapshot ->
                                view.apply(new SnapshotViews(snapshot, member -> doubled.of(group, member))))));
    }

    private CompletionStage<PassList> passes(GroupId group, int limit) {
        return browser.history(group, limit).thenCompose(found -> existing(group, found.map(PassList::of)));
    }

    private static <T> CompletionStage<T> existing(GroupId group, Optional<T> found) {
        return found.<CompletionStage<T>>map(CompletableFuture::completedFuture)
                .orElseGet(() -> CompletableFuture.failedFuture(
                        new AdminException(AdminError.GROUP_NOT_FOUND, "there is no group " + group.path())));
    }
}
