package io.shardbeat.testkit.judge;

import java.time.Duration;

/**
 * Whether a group is served, and until when it certainly was not. Of all readings of what its members saw, the one that
 * is kindest to the server counts.
 */
final class Service {
    /** Longer than the server's limit for a gap in service, 2 s, by a tick and the ways there and back. */
    private static final long CERTAIN_GAP = Duration.ofSeconds(3).toNanos();

    private boolean failing;
    private long failingSince;
    private long lastFailureSent;
    private boolean hadGap;
    private long gapEnded;

    void failed(long sent, long now) {
        if (!failing) {
            failing = true;
            failingSince = now;
        }
        lastFailureSent = sent;
    }

    void answered() {
        if (failing && lastFailureSent - failingSince > CERTAIN_GAP) {
            hadGap = true;
            gapEnded = lastFailureSent;
        }
        failing = false;
    }

    /** Whether members had this long to renew since the last certain gap. */
    boolean hasLasted(long nanos, long now) {
        return !hadGap || now - gapEnded >= nanos;
    }
}
