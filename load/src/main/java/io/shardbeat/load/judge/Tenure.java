package io.shardbeat.load.judge;

/** That a member was granted a shard in answers from one epoch to another, without one in between that lacked it. */
final class Tenure {
    final int member;
    final int shard;
    final long firstEpoch;
    long lastEpoch;
    Stage stage = Stage.GRANTED;

    enum Stage {
        /** The member's last answer had it. */
        GRANTED,
        /** An answer took it back, and no report since said that it is released. */
        REVOKED,
        /** Its member was silent for so long that it may be expired, and another member has the shard. */
        EXPIRED,
        /** Released, or its member is gone. */
        ENDED
    }

    Tenure(int member, int shard, long epoch) {
        this.member = member;
        this.shard = shard;
        firstEpoch = epoch;
        lastEpoch = epoch;
    }

    /** Whether both name an epoch at which each of two members had the shard. */
    boolean meets(Tenure other) {
        return firstEpoch != 0 && firstEpoch <= other.lastEpoch && other.firstEpoch <= lastEpoch;
    }

    /** Whether the shard is nobody else's. */
    boolean holds() {
        return stage == Stage.GRANTED || stage == Stage.REVOKED;
    }

    /** Whether an answer that has the shard continues it. */
    boolean canGoOn() {
        return stage == Stage.GRANTED || stage == Stage.EXPIRED;
    }
}
