package io.shardbeat.coordinator;

/**
 * The store did not answer, or answered that it cannot. Nothing is known to have changed. Dialects answer it with their
 * own retryable error, never with an empty list.
 */
public final class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final String UNREADABLE = " cannot be read";

    /** Why the store could not answer; decides the words and whether retrying at once makes sense. */
    public enum Reason {
        /** No connection, no answer in time, or an error of the store itself. */
        UNREACHABLE,
        /** Too much is under way on this node already, or more is asked of the store than it does in time. */
        OVERLOADED,
        /** The store has lost writes: what is declared, and who holds what, is being brought back. */
        REBUILDING,
        /** What is stored of this group, or beside it, cannot be read: others are not concerned. */
        DAMAGED,
        /** The store has no memory left for more. */
        FULL
    }

    private final Reason reason;
    private final boolean lasting;

    public StoreUnavailableException(Reason reason, String message) {
        this(reason, message, null);
    }

    /** No stack trace: these come by the thousand when the store is away, and the place says nothing. */
    public StoreUnavailableException(
            Reason reason, String message, @org.jspecify.annotations.Nullable Throwable cause) {
        this(reason, message, cause, false);
    }

    private StoreUnavailableException(
            Reason reason, String message, @org.jspecify.annotations.Nullable Throwable cause, boolean lasting) {
        super(message, cause, false, false);
        this.reason = reason;
        this.lasting = lasting;
    }

    /** The store cannot be used until somebody changes it, or the settings that name it. */
    public static StoreUnavailableException lasting(String message, Throwable cause) {
        return new StoreUnavailableException(Reason.UNREACHABLE, message, cause, true);
    }

    /** Whether waiting does not help. */
    public boolean isLasting() {
        return lasting;
    }

    /** What a failure to read a record is: the store's own word where it has one, else that the record is damaged. */
    public static StoreUnavailableException damaged(String what, Throwable failure) {
        return behind(failure) instanceof StoreUnavailableException known
                ? known
                : new StoreUnavailableException(Reason.DAMAGED, what + UNREADABLE + ": " + behind(failure), failure);
    }

    /** What is damaged, without why it cannot be read: that may quote what is stored. */
    public String damagedPart() {
        String message = String.valueOf(getMessage());
        int end = message.indexOf(UNREADABLE);
        return end < 0 ? "what is stored" : message.substring(0, end);
    }

    public Reason reason() {
        return reason;
    }

    /** Whether the store itself is to blame, and not what is stored of one group. */
    public static boolean isBehind(Throwable failure) {
        return behind(failure) instanceof StoreUnavailableException end && end.reason != Reason.DAMAGED;
    }

    /** Whether the store answers, and what is stored cannot be read. */
    public static boolean isDamage(Throwable failure) {
        return behind(failure) instanceof StoreUnavailableException end && end.reason == Reason.DAMAGED;
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
