package io.shardbeat.group;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A shard on its way from its holder to the next one: no longer in anybody's grant, not yet released.
 *
 * @param shard the shard
 * @param holder the member that may still be working on it
 * @param next the member it is meant for; {@code null} when nobody can take it
 * @param sinceEpoch the epoch of the commit that took it out of the holder's grant; {@link #NEW_EPOCH} in a plan that
 *     is not committed yet
 * @param since when that was, in Redis time
 * @param stuck whether it took longer than its limit, and a commit has said so
 * @param released when a pass first saw that the holder had let go, where the shard then rests for a release margin;
 *     {@code null}: it has not let go, as far as is known
 */
public record HandOver(
        ShardId shard,
        MemberId holder,
        @Nullable MemberId next,
        long sinceEpoch,
        Instant since,
        boolean stuck,
        @Nullable Instant released) {
    /** Stands for the epoch that the commit of the plan will raise the group to. */
    public static final long NEW_EPOCH = -1;

    /** One that has not been found stuck or released. */
    public HandOver(ShardId shard, MemberId holder, @Nullable MemberId next, long sinceEpoch, Instant since) {
        this(shard, holder, next, sinceEpoch, since, false, null);
    }

    /**
     * Whether the holder has let go: told, then silent about it. A report says so only if it was written after an
     * answer that already lacked the shard; an earlier one may simply not know of the shard yet.
     */
    public boolean isReleasedBy(Lease lease) {
        return lease.previousEpoch() >= sinceEpoch && !lease.report().contains(shard);
    }

    /** Whether the holder has let go, and the shard only rests until its release margin is over. */
    public boolean isReleased() {
        return released != null;
    }

    /** The same hand-over, of which the holder has let go since then. */
    public HandOver releasedAt(Instant then) {
        return new HandOver(shard, holder, next, sinceEpoch, since, stuck, then);
    }

    /** The same hand-over, of which the holder has not let go after all. */
    public HandOver takenUp() {
        return new HandOver(shard, holder, next, sinceEpoch, since, stuck, null);
    }

    public HandOver withNext(@Nullable MemberId other) {
        return new HandOver(shard, holder, other, sinceEpoch, since, stuck, released);
    }

    /** The same hand-over, now known to be stuck. */
    public HandOver asStuck() {
        return new HandOver(shard, holder, next, sinceEpoch, since, true, released);
    }

    /** The same hand-over with the epoch of the commit that began it, if it was {@link #NEW_EPOCH}. */
    public HandOver committedAt(long epoch) {
        return sinceEpoch == NEW_EPOCH ? new HandOver(shard, holder, next, epoch, since, stuck, released) : this;
    }
}
