package io.shardbeat.cls.wire;

import java.time.Duration;

/**
 * A request ends with an error of the protocol. An exception, because it ends parsing at any depth; without a stack
 * trace, because it is an answer and not a fault.
 */
public final class ClsException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_ECHO = 40;

    private final ClsError error;
    private final String message;
    private final transient Duration wait;

    /** @param message for the caller: what was wrong, and what was expected */
    public ClsException(ClsError error, String message) {
        this(error, message, Duration.ZERO);
    }

    /** @param wait for how long the answer is held back */
    public ClsException(ClsError error, String message, Duration wait) {
        super(message, null, false, false);
        this.error = error;
        this.message = message;
        this.wait = wait;
    }

    public Duration after() {
        return wait;
    }

    public static ClsException invalid(String message) {
        return new ClsException(ClsError.INVALID_PARAMETER, message);
    }

    /** A name that is right but for its case was meant: passed over, it would be as if nothing had been said. */
    public static void refuseMistyped(String given, String name) {
        if (given.length() == name.length() && given.equalsIgnoreCase(name) && !given.equals(name)) {
            throw invalid("the parameter " + name + " must be written so, was " + quoted(given));
        }
    }

    public static ClsException missing(String parameter) {
        return new ClsException(ClsError.MISSING_PARAMETER, "the parameter " + parameter + " is missing");
    }

    public static ClsException failed(String message) {
        return new ClsException(ClsError.FAILED_OPERATION, message);
    }

    /** A value of the caller's as part of a message: quoted, and cut where it is long. */
    public static String quoted(String value) {
        return "\"" + (value.length() <= LONGEST_ECHO ? value : value.substring(0, LONGEST_ECHO) + "...") + "\"";
    }

    @Override
    public String getMessage() {
        return message;
    }

    public ClsError error() {
        return error;
    }
}
