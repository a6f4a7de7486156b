package io.shardbeat.group.shard;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing a pass decided, and why: what the group's history is made of.
 *
 * @param kind what happened
 * @param shard the shard concerned; {@code null} when it is about a member or the group
 * @param from the member that loses, or the only member concerned
 * @param to the member that gains
 * @param cause why; {@code null} when an older version wrote the history
 */
public record Decision(
        Kind kind,
        @Nullable ShardId shard,
        @Nullable MemberId from,
        @Nullable MemberId to,
        @Nullable Cause cause) {
    public enum Kind {
        /** The member's lease was gone: its shards are free. */
        MEMBER_EXPIRED,
        /** An operator had the member removed: its shards rest for what was left of its lease and the margin, or are free. */
        MEMBER_EVICTED,
        /** The member's process has stopped: its shards are free. */
        MEMBER_LEFT,
        /** The member joined and has been looked at for the first time. */
        MEMBER_JOINED,
        /** Too many members would expire at a time: nobody does for a while. */
        EXPIRY_HELD,
        /** The brake let go: who is still silent expires. */
        EXPIRY_RESUMED,
        /** A free shard went to a member. */
        GRANTED,
        /** Nobody has the shard any more: its holder died, or let go and there is nobody to have it. It may rest for a while. */
        SHARD_FREED,
        /** The time is over for which the shard rested. */
        SHARD_RESTED,
        /** Its holders died one after another: nobody gets the shard for a while. */
        SHARD_PARKED,
        /** The balance wants the shard elsewhere: its holder was asked to let go. */
        HAND_OVER_BEGUN,
        /** The holder let go: the shard rests for the release margin. */
        HAND_OVER_RELEASED,
        /** The holder reports again what it had let go of: the hand-over goes on. */
        HAND_OVER_TAKEN_UP,
        /** The store lost writes: the hand-over begins anew, since nobody knows what its holder was told. */
        HAND_OVER_RENEWED,
        /** The store had the shard in a grant, too, which no commit of ours writes: there it stays. */
        HAND_OVER_REPAIRED,
        /** The holder let go, and the next member has it. */
        HANDED_OVER,
        /** The hand-over is off: the shard is back with its holder. */
        HAND_OVER_CANCELLED,
        /** The shard is meant for another member than before. */
        HAND_OVER_REDIRECTED,
        /** The holder has not let go within the limit; said once. */
        HAND_OVER_STUCK,
        /** The holder has not let go within the limit, and the next member has the shard nevertheless. */
        HAND_OVER_FORCED,
        /** The store lost writes, and the member reports the shard that nobody else has. */
        ADOPTED,
        /** The store was started anew or failed over, and may lack its last writes: who holds what is being rebuilt. Noted by the store. */
        WRITES_LOST,
        /** The store had lost everything: group, members, checkpoints and the history before. Noted by the store. */
        EVERYTHING_LOST,
        /** Ownership has been rebuilt after the store lost writes. */
        REBUILT,
        /** The store had the shard in two grants, which no commit of ours writes: one of them lost it. */
        DOUBLE_GRANT_REPAIRED,
        /** The shard is not assignable any more: it is finished, waits for its parents, or has left the catalog. */
        SHARD_REMOVED;

        /** Whether the store has lost something: lines before this one may be missing, or be of what is not so any more. */
        public boolean isLoss() {
            return this == WRITES_LOST || this == EVERYTHING_LOST;
        }

        /** As histories, logs and metrics tell it, for example {@code hand-over-begun}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
