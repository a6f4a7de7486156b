package io.shardbeat.group;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
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
        /** The member joined and has been looked at for the first time. */
        MEMBER_JOINED,
        /** Too many members would expire at a time: nobody does for a while. */
        EXPIRY_HELD,
        /** The brake let go: who is still silent expires. */
        EXPIRY_RESUMED,
        /** A free shard went to a member. */
        GRANTED,
        /** Its holders died one after another: nobody gets the shard for a while. */
        SHARD_PARKED,
        /** The balance wants the shard elsewhere: its holder was asked to let go. */
        HAND_OVER_BEGUN,
        /** The holder let go: the shard rests for the release margin. */
        HAND_OVER_RELEASED,
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
        /** Ownership has been rebuilt after the store lost writes. */
        REBUILT,
        /** The store had the shard in two grants, which no commit of ours writes: one of them lost it. */
        DOUBLE_GRANT_REPAIRED,
        /** The shard is not assignable any more: it is finished, waits for its parents, or has left the catalog. */
        SHARD_REMOVED
    }
}
