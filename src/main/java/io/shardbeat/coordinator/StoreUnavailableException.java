package io.shardbeat.coordinator;

/**
 * The store did not answer, or answered that it cannot. Nothing is known to have changed. Dialects answer it with their
 * own retryable error, never with an empty list.
 */
public final class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why the store could not answer; decides the words and whether retrying at once makes sense. */
    public enum Reason {
        /** No connection, no answer in time, or an error of the store itself. */
        UNREACHABLE,
        /** Too much is under way on this node already. */
        OVERLOADED,
        /** The store has lost writes: what is declared, and who holds what, is being brought back. */
        REBUILDING
    }

    private final Reason reason;

    public StoreUnavailableException(Reason reason, String message) {
        this(reason, message, null);
    }

    /** No stack trace: these come by the thousand when the store is away, and the place says nothing. */
    public StoreUnavailableException(
            Reason reason, String message, @org.jspecify.annotations.Nullable Throwable cause) {
        super(message, cause, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** What is behind a failure: the store's own word where the store is to blame, else the root cause. */
    public static Throwable behind(Throwable failure) {
        Throwable cause = failure;
        while (!(cause instanceof StoreUnavailableException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
