package io.shardbeat.admin.request;

/** How requests to the admin API fail. */
public enum AdminError {
    INVALID_ARGUMENT(400, "InvalidArgument"),
    UNAUTHORIZED(401, "Unauthorized"),
    FORBIDDEN(403, "Forbidden"),
    NOT_FOUND(404, "NotFound"),
    GROUP_NOT_FOUND(404, "GroupNotFound"),
    /** The catalog file declares it, and a call has deleted it. */
    GROUP_DELETED(404, "GroupDeleted"),
    /** The catalog file does not have the group. */
    NOT_DECLARED(404, "NotDeclared"),
    SHARD_NOT_FOUND(404, "ShardNotFound"),
    MEMBER_NOT_FOUND(404, "MemberNotFound"),
    /** What is asked for is older than what is kept. */
    HISTORY_TOO_SHORT(404, "HistoryTooShort"),
    /** The group is at another epoch than {@code If-Match} names. */
    EPOCH_MOVED(412, "EpochMoved"),
    /** Operators want as much of the group as they may. */
    TOO_MANY_WISHES(409, "TooManyWishes"),
    TOO_MANY_CHECKPOINTS(409, "TooManyCheckpoints"),
    /** The shard still takes data: it has no end yet. */
    SHARD_NOT_READ_ONLY(409, "ShardNotReadOnly"),
    /** What is stored of the group cannot be read, or passes over it fail. */
    GROUP_DAMAGED(409, "GroupDamaged"),
    TOO_MANY_REQUESTS(429, "TooManyRequests"),
    /** As many streams of events are open as may be. */
    TOO_MANY_STREAMS(429, "TooManyStreams"),
    /** The message of the exception is the HTTP layer's own. */
    REFUSED(0, "Refused"),
    INTERNAL(500, "Internal"),
    /** Nothing is known about the store; asking again later may do. */
    STORE_UNAVAILABLE(503, "StoreUnavailable");

    private final int status;
    private final String word;

    AdminError(int status, String word) {
        this.status = status;
        this.word = word;
    }

    int status() {
        return status;
    }

    /** What the JSON calls it. */
    String word() {
        return word;
    }
}
