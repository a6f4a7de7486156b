package io.shardbeat.group;

import java.time.Duration;

/**
 * Which official consumer library a member runs, as far as its requests tell. What counts here is for how long one of its
 * heartbeats goes on while nobody answers: it repeats the request, and only afterwards looks whether it has to stop. The
 * figures are for connections that are refused, or answered with an error of the server; where they differ, the longer.
 */
public enum ClientFamily {
    /** Anybody else, also a library whose user agent was set by its user: taken for the slowest of all. */
    UNKNOWN(Duration.ofSeconds(10)),
    /**
     * 0.6.41 repeats after 0.6, 1.2 and 2.4 s; 0.6.54 does all that twice, a second apart: 9.5 s (measured). Both call
     * themselves the same. Source: {@code RetryStrategy}, {@code LogHubHeartBeat}.
     */
    SLS_JAVA(Duration.ofSeconds(10)),
    /**
     * Ten tries, each followed by a second, on any 5xx and where a plain connection fails: 10.0 s (measured). A failed TLS
     * connection it does not repeat, by a slip in how it tells them apart. Source: {@code logclient.py}, {@code _send}.
     */
    SLS_PYTHON(Duration.ofSeconds(10)),
    /** One try. Source: {@code client_request.go}. */
    SLS_GO(Duration.ZERO),
    /** As {@link #SLS_PYTHON}, from which it descends; its coordination calls are over TLS. */
    CLS_PYTHON(Duration.ofSeconds(10)),
    /**
     * Ten tries with nine pauses of a second between them; and its fence counts whole seconds, up to one more. Source:
     * {@code yunapi_log_client.go}, {@code heartbeat_worker.go}.
     */
    CLS_GO(Duration.ofSeconds(10));

    private final Duration attempt;

    ClientFamily(Duration attempt) {
        this.attempt = attempt;
    }

    /** The longest that one heartbeat, with its repeats, takes to fail. */
    public Duration attempt() {
        return attempt;
    }
}
