package io.shardbeat.coordinator.groups;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.coordinator.groups.GroupState.Signs;
import io.shardbeat.coordinator.groups.Histories.Because;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSnapshot;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What operators look at. Changes nothing, not even a due time: looking at a group must not disturb it. Every method may
 * complete with {@link StoreUnavailableException}.
 */
public interface GroupBrowser {
    /** Existing groups, in the order of {@link GroupCursor}. */
    CompletionStage<Page> groups(Query query);

    /** The group as a pass would find it; empty when it does not exist. */
    CompletionStage<Optional<GroupSnapshot>> look(GroupId group);

    /** What was decided, the latest first; empty when the group does not exist. */
    CompletionStage<Optional<HistoryPage>> history(GroupId group, HistoryQuery query);

    /**
     * With which decision the state of each shard began. Reading is bounded: without those for which that is longer ago.
     *
     * @param epoch the group's when the shards were seen
     */
    default CompletionStage<Map<ShardId, Because>> beginnings(GroupId group, Collection<ShardId> shards, long epoch) {
        return CompletableFuture.completedFuture(Map.of());
    }

    /** More about some members; of those that are not there nothing. */
    default CompletionStage<Map<MemberId, MemberFacts>> facts(GroupId group, List<MemberId> members) {
        return CompletableFuture.completedFuture(Map.of());
    }

    /**
     * Which groups to list.
     *
     * @param prefix what the group's path begins with; empty for all
     * @param from where to begin, that place included
     * @param limit how many at most
     */
    record Query(String prefix, GroupCursor from, int limit) {}

    /**
     * A part of a listing. Reading is bounded, so a page may be short, or empty, and still have a next one.
     *
     * @param next where to go on; {@code null} at the end
     */
    record Page(List<Summary> groups, @Nullable GroupCursor next) {}

    /**
     * What is cheap to know about a group, however big it is.
     *
     * @param stuck hand-overs that take longer than their limit, as the last commit counted them
     * @param rebuilding whether ownership is rebuilt after a loss of writes
     * @param paused whether operators want it left alone; the pass that is due at the end of a pause ends it
     */
    record Summary(
            GroupId id,
            long epoch,
            int members,
            int handOvers,
            int stuck,
            boolean rebuilding,
            boolean paused,
            @Nullable Damage damage) {
        public GroupState state() {
            return damage == null
                    ? GroupState.of(new Signs(rebuilding, paused, stuck, handOvers, 0, members))
                    : GroupState.DAMAGED;
        }
    }

    /**
     * Why passes leave a group alone.
     *
     * @param failures how many passes failed, one after another
     * @param since when the first of them did, in Redis time; {@code null} when none has yet
     */
    record Damage(String reason, int failures, @Nullable Instant since) {}

    /** Why passes leave the group alone; empty when they do not. */
    default CompletionStage<Optional<Damage>> damage(GroupId group) {
        return CompletableFuture.completedFuture(Optional.empty());
    }
}
