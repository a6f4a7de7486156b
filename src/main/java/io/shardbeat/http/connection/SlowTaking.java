package io.shardbeat.http.connection;

import io.netty.channel.Channel;
import java.time.Duration;

/** Whether a peer takes what is written to it: what waits now must be taken by the deadline, however much follows it. */
final class SlowTaking {
    private final Duration deadline;
    private long bytesWritten;
    /** How many bytes the peer must have taken by the deadline; 0 when nothing waits for it. */
    private long mark;

    private int markedAt;

    SlowTaking(Duration deadline) {
        this.deadline = deadline;
    }

    void written(int bytes) {
        bytesWritten += bytes;
    }

    /** @param now in seconds, of any clock */
    boolean isTooSlow(Channel channel, int now) {
        var queue = channel.unsafe().outboundBuffer();
        long waiting = queue == null ? 0 : queue.totalPendingWriteBytes();
        if (waiting == 0) {
            mark = 0;
        } else if (mark == 0 || bytesWritten - waiting >= mark) {
            mark = bytesWritten;
            markedAt = now;
        } else {
            return now - markedAt > deadline.toSeconds();
        }
        return false;
    }
}
