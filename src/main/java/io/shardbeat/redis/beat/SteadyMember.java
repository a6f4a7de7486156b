package io.shardbeat.redis.beat;

import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.Heartbeat;
import java.util.Arrays;

/** A member with nothing in hand-over, in a {@link SteadyView}. */
public final class SteadyMember {
    final byte[] leaseKey;
    final BeatReply.Known answer;
    private long newestSeconds;

    SteadyMember(byte[] leaseKey, BeatReply.Known answer, long sentAtSeconds) {
        this.leaseKey = leaseKey;
        this.answer = answer;
        this.newestSeconds = sentAtSeconds;
    }

    /**
     * Whether the heartbeat says nothing that Redis would have to think about: it lists what was granted, and is no copy of
     * an older one as far as this connection knows.
     */
    public boolean expects(Heartbeat heartbeat) {
        return heartbeat.sentAtSeconds() >= newestSeconds && Arrays.equals(heartbeat.report(), answer.grant());
    }

    void heard(long sentAtSeconds) {
        newestSeconds = Math.max(newestSeconds, sentAtSeconds);
    }
}
