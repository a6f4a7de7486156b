package io.shardbeat.admin;

/** How requests to the admin API fail. */
enum AdminError {
    INVALID_ARGUMENT(400, "InvalidArgument"),
    UNAUTHORIZED(401, "Unauthorized"),
    FORBIDDEN(403, "Forbidden"),
    NOT_FOUND(404, "NotFound"),
    GROUP_NOT_FOUND(404, "GroupNotFound"),
    SHARD_NOT_FOUND(404, "ShardNotFound"),
    /** The shard still takes data: it has no end yet. */
    SHARD_NOT_READ_ONLY(409, "ShardNotReadOnly"),
    /** What is stored of the group cannot be read, or passes over it fail. */
    GROUP_DAMAGED(409, "GroupDamaged"),
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
