package io.shardbeat.simulation;

import org.jspecify.annotations.Nullable;

/** A promise of the coordination model did not hold; the message begins with its number. */
final class InvariantBrokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvariantBrokenException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
