package io.shardbeat.http.connection;

import java.time.Duration;

/**
 * What one connection may do.
 *
 * @param headDeadline for the first request, and from the first byte of each later one to the end of its headers
 * @param bodyDeadline from the end of the headers to the end of the body
 * @param answerDeadline for what waits to be taken by the peer
 * @param mostStreams of HTTP/2, at a time
 */
public record ConnectionRules(Duration headDeadline, Duration bodyDeadline, Duration answerDeadline, int mostStreams) {
    /** What a connection may have waiting before nothing more of it is read; below half of it reading goes on. */
    static final int MOST_WAITING_BYTES = 32 * 1024;

    /** What is read at a time: several heartbeats, and little to keep while they wait for their turn. */
    static final int MOST_READ_BYTES = 8 * 1024;

    /** Longer heads are rare, and only a few may come at a time: they are kept until they are complete. */
    static final int SHORT_HEAD_BYTES = 16 * 1024;

    static final int MOST_LONG_HEADS = 256;

    public ConnectionRules {
        for (Duration deadline : new Duration[] {headDeadline, bodyDeadline, answerDeadline}) {
            if (deadline.toSeconds() < 1) {
                throw new IllegalArgumentException("a deadline of a connection must be 1 s or more, was " + deadline);
            }
        }
    }
}
