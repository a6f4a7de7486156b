package io.shardbeat.admin;

/** Ends a request with an error of the table. The message is for the caller. */
final class AdminException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final AdminError error;

    AdminException(AdminError error, String message) {
        super(message, null, false, false);
        this.error = error;
    }

    AdminError error() {
        return error;
    }

    /** The message, which this exception always has. */
    String text() {
        return String.valueOf(getMessage());
    }
}
