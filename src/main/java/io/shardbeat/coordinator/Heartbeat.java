package io.shardbeat.coordinator;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.group.GroupId;

/**
 * One heartbeat.
 *
 * @param group the group beaten for
 * @param member who beats
 * @param report the shards it says it holds, encoded by the dialect's {@link ShardSetCodec}
 * @param hasShards whether the report lists any shard
 * @param stranger what to do when the member is not known and the report lists shards
 * @param sentAtSeconds the client's own clock when it wrote the report, in seconds since 1970, so that a delayed copy
 *     of an older report is not taken for news; 0 when not known. A number, as the wires and the scripts have it: no
 *     heartbeat is to pay for an object
 * @param sender who sent it
 */
public record Heartbeat(
        GroupId group,
        MemberId member,
        byte[] report,
        boolean hasShards,
        Stranger stranger,
        long sentAtSeconds,
        Sender sender) {

    /** Of a sender that is not known. */
    public Heartbeat(
            GroupId group, MemberId member, byte[] report, boolean hasShards, Stranger stranger, long sentAtSeconds) {
        this(group, member, report, hasShards, stranger, sentAtSeconds, Sender.UNKNOWN);
    }

    /** What happens to a member that is not known but reports shards. */
    public enum Stranger {
        /** It is told so and nothing changes (SLS). */
        REFUSE,
        /** It joins with nothing (CLS has no way to say no). */
        ADMIT
    }
}
