package io.shardbeat.sls;

import java.time.Duration;

/**
 * A call that cannot be served, with what its caller is told. Only used between the parts of this dialect, which read a
 * request from the outside in; without a stack trace, since callers decide how often it is thrown.
 */
public final class CallRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final SlsError error;
    private final transient Duration wait;

    /** @param message what was wrong and what was expected; holds no secret */
    public CallRefused(SlsError error, String message) {
        this(error, message, Duration.ZERO);
    }

    /** @param wait for how long the answer is held back */
    CallRefused(SlsError error, String message, Duration wait) {
        super(message, null, false, false);
        this.error = error;
        this.wait = wait;
    }

    Duration after() {
        return wait;
    }

    SlsError error() {
        return error;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
