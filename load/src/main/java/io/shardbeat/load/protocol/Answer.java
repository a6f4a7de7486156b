package io.shardbeat.load.protocol;

import io.shardbeat.load.plan.Shards;

/**
 * What was answered.
 *
 * @param kind how it ended
 * @param grant the shards granted; none unless {@link Kind#DONE}
 * @param epoch of the group; 0 when not told
 * @param code what to count it as, unless {@link Kind#DONE}
 */
public record Answer(Kind kind, Shards grant, long epoch, String code) {
    /** How a request ended. */
    public enum Kind {
        DONE,
        /** The heartbeat of a consumer that is not known and claims shards. */
        UNKNOWN_MEMBER,
        /** What was to be created is there already. */
        EXISTS,
        /** Refused, failed, or not answered: nobody knows what the server did. */
        FAILED
    }

    public static Answer done(Shards grant, long epoch) {
        return new Answer(Kind.DONE, grant, epoch, "");
    }

    public static Answer failed(String code) {
        return new Answer(Kind.FAILED, Shards.NONE, 0, code);
    }

    static Answer of(Kind kind, String code) {
        return new Answer(kind, Shards.NONE, 0, code);
    }
}
