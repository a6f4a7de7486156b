package io.shardbeat.coordinator;

import io.shardbeat.group.Decision;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSnapshot;
import java.util.List;
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

    /** The last passes that changed something, the latest first; empty when the group does not exist. */
    CompletionStage<Optional<List<Pass>>> history(GroupId group, int limit);

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

    /** What is cheap to know about a group, however big it is. */
    record Summary(
            GroupId id,
            long epoch,
            int members,
            int handOvers,
            @Nullable Damage damage) {
        /** Of a group that is well. */
        public Summary(GroupId id, long epoch, int members, int handOvers) {
            this(id, epoch, members, handOvers, null);
        }
    }

    /**
     * Why passes leave a group alone.
     *
     * @param failures how many passes failed, one after another
     * @param sinceMillis when the first of them did, in Redis time; 0 when none has yet
     */
    record Damage(String reason, int failures, long sinceMillis) {}

    /** Why passes leave the group alone; empty when they do not. */
    default CompletionStage<Optional<Damage>> damage(GroupId group) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    /**
     * A pass that changed something.
     *
     * @param epoch the epoch it raised the group to
     * @param atMillis when, in Redis time
     * @param count how many decisions it took
     * @param decisions the first of them; without those of a kind that only a newer version knows
     */
    record Pass(long epoch, long atMillis, int count, List<Decision> decisions) {}
}
