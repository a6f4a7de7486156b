package io.shardbeat.admin.look;

import io.shardbeat.admin.request.GroupPath;
import io.shardbeat.admin.request.Parameters;
import io.shardbeat.admin.view.GroupList;
import io.shardbeat.admin.view.GroupRow;
import io.shardbeat.admin.view.GroupView;
import io.shardbeat.admin.view.SnapshotViews;
import io.shardbeat.admin.view.history.PassList;
import io.shardbeat.admin.view.member.MemberPage;
import io.shardbeat.admin.view.member.MemberSights;
import io.shardbeat.admin.view.shard.ShardPage;
import io.shardbeat.admin.view.shard.ShardPhase;
import io.shardbeat.coordinator.groups.GroupBrowser;
import io.shardbeat.coordinator.groups.GroupBrowser.Query;
import io.shardbeat.coordinator.groups.GroupListing;
import io.shardbeat.coordinator.groups.HistoryQuery;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSnapshot;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The groups, for those who run them. */
@Path("/admin/v1/groups")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "groups", description = "Looking at consumer groups")
public class GroupsResource {
    /** How many parts a path has depends on the dialect: that tells {@code …/members} from a group of that name. */
    private static final String GROUP = GroupPath.PATTERN;

    private static final int GROUPS = 100;
    private static final int ROWS = 100;
    private static final int PASSES = 20;

    private final GroupBrowser browser;
    private final GroupListing listing;
    private final MembersResource members;
    private final ShardsResource shards;

    GroupsResource(GroupBrowser browser, GroupListing listing, MembersResource members, ShardsResource shards) {
        this.browser = browser;
        this.listing = listing;
        this.members = members;
        this.shards = shards;
    }

    @GET
    @Operation(
            summary = "Lists groups by path, or by what sort names",
            description =
                    "sort=path, name, state (the worst first), members, handOvers or epoch, -members the other way"
                            + " round; of more than 10000 groups only the first by path are sorted, and beyond says where"
                            + " the others begin. Go on with from=<next> until next is null. A group of the catalog file that a call has"
                            + " deleted is listed as deleted.")
    public CompletionStage<GroupList> groups(
            @QueryParam("prefix") @Nullable String prefix,
            @QueryParam("state") @Nullable String state,
            @QueryParam("sort") @Nullable String sort,
            @QueryParam("from") @Nullable String from,
            @QueryParam("limit") @Nullable String limit) {
        String paths = prefix == null ? "" : prefix;
        String wanted = Parameters.groupState(state);
        int rows = Parameters.limit(limit, GROUPS);
        if (sort == null) {
            return listing.page(new Query(paths, Parameters.cursor(from), rows))
                    .thenApply(page -> GroupList.of(page, wanted));
        }
        Comparator<GroupRow> order = Parameters.groupOrder(sort);
        int offset = Parameters.offset(from);
        return listing.all(paths).thenApply(all -> GroupList.of(all, wanted, order, offset, rows));
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
        ShardPhase wanted = Parameters.state(state);
        int rows = Parameters.limit(limit, ROWS);
        CompletionStage<GroupView> view = snapshot(id).thenCompose(group -> {
            SnapshotViews views = new SnapshotViews(group, MemberSights.NONE);
            CompletionStage<@Nullable MemberPage> page = parts.contains("members")
                    ? members.byName(group, "", rows).thenApply(found -> found)
                    : CompletableFuture.completedFuture(null);
            CompletionStage<@Nullable ShardPage> held = parts.contains("shards")
                    ? shards.page(group, wanted, 0, rows).thenApply(found -> found)
                    : CompletableFuture.completedFuture(null);
            return page.thenCombine(held, views::group);
        });
        view = view.thenCombine(browser.damage(id), (found, damage) -> found.withDamage(damage.orElse(null)));
        return parts.contains("history") ? view.thenCombine(passes(id, PASSES), GroupView::withHistory) : view;
    }

    private CompletionStage<GroupSnapshot> snapshot(GroupId group) {
        return browser.look(group).thenCompose(found -> existing(group, found));
    }

    private CompletionStage<PassList> passes(GroupId group, int limit) {
        return browser.history(group, HistoryQuery.latest(limit))
                .thenCompose(found -> existing(group, found.map(PassList::of)));
    }

    private static <T> CompletionStage<T> existing(GroupId group, Optional<T> found) {
        return found.<CompletionStage<T>>map(CompletableFuture::completedFuture)
                .orElseGet(() -> CompletableFuture.failedFuture(GroupPath.unknown(group)));
    }
}
