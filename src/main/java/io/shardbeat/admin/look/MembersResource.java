package io.shardbeat.admin.look;

import io.shardbeat.admin.request.AdminError;
import io.shardbeat.admin.request.AdminException;
import io.shardbeat.admin.request.GroupPath;
import io.shardbeat.admin.request.HistoryParameters;
import io.shardbeat.admin.request.Parameters;
import io.shardbeat.admin.view.SnapshotViews;
import io.shardbeat.admin.view.member.MemberDetail;
import io.shardbeat.admin.view.member.MemberPage;
import io.shardbeat.admin.view.member.MemberSights;
import io.shardbeat.admin.view.member.MemberView;
import io.shardbeat.assignment.MemberId;
import io.shardbeat.coordinator.groups.GroupBrowser;
import io.shardbeat.coordinator.groups.Histories;
import io.shardbeat.coordinator.groups.HistoryQuery;
import io.shardbeat.coordinator.heartbeat.DoubledMembers;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.Member;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The members of a group, for those who run them. */
@Path("/admin/v1/groups")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "members", description = "Looking at the members of a group")
public class MembersResource {
    private static final String GROUP = GroupPath.PATTERN;
    private static final int ROWS = 100;
    private static final int PASSES = 20;

    private final GroupBrowser browser;
    private final Histories histories;
    private final DoubledMembers seen;

    MembersResource(GroupBrowser browser, Histories histories, DoubledMembers seen) {
        this.histories = histories;
        this.browser = browser;
        this.seen = seen;
    }

    @GET
    @Path(GROUP + "/members")
    @Operation(
            summary = "A group's members by name, or by what sort names",
            description =
                    "sort=name counts as people do (w-2 before w-10), -name the other way round; also lastHeartbeat,"
                            + " leaseLeftMillis, intervalMillis, joined, granted, weight. Go on with from=<next>.")
    public CompletionStage<MemberPage> members(
            @PathParam("group") String path,
            @QueryParam("sort") @Nullable String sort,
            @QueryParam("from") @Nullable String from,
            @QueryParam("limit") @Nullable String limit) {
        int rows = Parameters.limit(limit, ROWS);
        GroupId id = Parameters.group(path);
        if (sort == null) {
            return look(id).thenCompose(group -> byName(group, from == null ? "" : from, rows));
        }
        Comparator<MemberView> order = Parameters.order(sort);
        int offset = Parameters.offset(from);
        return look(id).thenCompose(group -> browser.facts(id, names(group.members()))
                .thenApply(facts -> views(group).members(order, offset, rows, facts)));
    }

    @GET
    @Path(GROUP + "/members/{member: [^/]+}")
    @Operation(summary = "One member: who it is, its shards and its own history")
    public CompletionStage<MemberDetail> member(@PathParam("group") String path, @PathParam("member") String name) {
        GroupId id = Parameters.group(path);
        MemberId member = HistoryParameters.member(name);
        HistoryQuery itsOwn = HistoryQuery.of(member, PASSES);
        return look(id).thenCompose(group -> histories
                .latest(id, itsOwn)
                .thenCombine(
                        browser.facts(id, List.of(member)),
                        (history, facts) -> history.flatMap(past -> views(group).member(member, facts, past))
                                .orElseThrow(() -> new AdminException(
                                        AdminError.MEMBER_NOT_FOUND, id.path() + " has no member of this name"))));
    }

    /** The first page of them, as part of a group. */
    CompletionStage<MemberPage> byName(GroupSnapshot group, String from, int rows) {
        SnapshotViews views = views(group);
        return browser.facts(group.id(), names(views.membersFrom(from, rows)))
                .thenApply(facts -> views.members(from, rows, facts));
    }

    private SnapshotViews views(GroupSnapshot group) {
        return new SnapshotViews(group, MemberSights.of(seen, group.id()));
    }

    private static List<MemberId> names(List<Member> members) {
        return members.stream().map(Member::id).toList();
    }

    private CompletionStage<GroupSnapshot> look(GroupId id) {
        return browser.look(id)
                .thenCompose(found -> found.<CompletionStage<GroupSnapshot>>map(CompletableFuture::completedFuture)
                        .orElseGet(() -> CompletableFuture.failedFuture(GroupPath.unknown(id))));
    }
}
