package io.shardbeat.group.shard;

/** Why something changed in a group. */
public enum Cause {
    /** A member joined, and is due its share. */
    JOINED,
    /** Loads are to be even. */
    BALANCED,
    /** The member that held the shard is to hold nothing. */
    DRAINED,
    /** The shard is to be with one member, whatever the balance. */
    PINNED,
    /** The shard was nobody's. */
    FREE,
    /** A lease was gone. */
    EXPIRED,
    /** An operator had the member removed. */
    EVICTED,
    /** The member's process has stopped, as it said itself or who stopped it. */
    LEFT,
    /** The shard's holders died one after another, or an operator wants it with nobody for a while. */
    PARKED,
    /** The time is over for which the shard rested. */
    RESTED,
    /** The holder let go: it was told, then silent about the shard. */
    RELEASED,
    /** The holder reports again what it had let go of. */
    TAKEN_UP,
    /** A member that must not hold the shard reports it. */
    REPORTED,
    /** Another member than before is to have the shard. */
    REDIRECTED,
    /** The holder is to keep the shard after all. */
    CANCELLED,
    /** The holder took longer than the limit. */
    OVERDUE,
    /** The holder took longer than the limit, and hand-overs are forced then. */
    FORCED,
    /** The shard is finished, waits for its parents, or has left the catalog. */
    WITHDRAWN,
    /** The store lost writes, and a member reports the shard. */
    ADOPTED,
    /** The store lost writes, and ownership has been rebuilt from reports. */
    REBUILT,
    /** The store had what no commit of ours writes. */
    REPAIRED,
    /** Too many members would expire at a time. */
    TOO_MANY_SILENT
}
