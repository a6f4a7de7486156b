package io.shardbeat.coordinator.wish;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.wish.Wishes;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Where wishes are noted: with their group, and gone with it. Every method may complete with {@link StoreUnavailableException}. */
public interface WishStore {
    /**
     * Replaces what is wanted of a group if it is still at this epoch, raises the epoch and makes the group due.
     *
     * @return the epoch in force; 0 when nothing was written, since the group has changed or is gone
     */
    CompletionStage<Long> write(GroupId group, long epoch, Wishes wishes);

    /** When the member's lease ends, in Redis time; empty when it has none. */
    CompletionStage<Optional<Instant>> leaseEnd(GroupId group, MemberId member);

    /** Makes the group due; false when there is none. */
    CompletionStage<Boolean> wake(GroupId group);
}
