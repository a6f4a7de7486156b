package io.shardbeat.load.protocol;

/**
 * Signs requests to one host. One thread at a time. What does not change from one heartbeat to the next is kept by
 * {@link #prepare}.
 */
interface Signer {
    Signed prepare(Request request);

    /** A request of which only the time is still open. */
    interface Signed {
        /** The header lines that carry time and signature, each with its CRLF. */
        String headers(Clock.Times times);
    }
}
