package io.shardbeat.sls.wire;

import io.shardbeat.http.Outcome;
import java.time.Duration;

/**
 * A call that cannot be served, with what its caller is told. Only used between the parts of this dialect, which read a
 * request from the outside in; without a stack trace, since callers decide how often it is thrown.
 */
public final class CallRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final SlsError error;
    private final transient Duration wait;
    private final Outcome outcome;

    /** @param message what was wrong and what was expected; holds no secret */
    public CallRefused(SlsError error, String message) {
        this(error, message, Duration.ZERO);
    }

    /** @param wait for how long the answer is held back */
    public CallRefused(SlsError error, String message, Duration wait) {
        this(error, message, wait, error.outcome());
    }

    private CallRefused(SlsError error, String message, Duration wait, Outcome outcome) {
        super(message, null, false, false);
        this.error = error;
        this.wait = wait;
        this.outcome = outcome;
    }

    /** Of somebody who is known, and may not do this: clients are told the same as those who are not known. */
    public static CallRefused notAllowed(String message) {
        return new CallRefused(SlsError.UNAUTHORIZED, message, Duration.ZERO, Outcome.NOT_ALLOWED);
    }

    public Outcome outcome() {
        return outcome;
    }

    public Duration after() {
        return wait;
    }

    public SlsError error() {
        return error;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
