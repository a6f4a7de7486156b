package io.shardbeat.admin.request;

import io.shardbeat.group.GroupId;
import org.jspecify.annotations.Nullable;

/** Ends a request with an error of the table. The message is for the caller. */
public final class AdminException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final AdminError error;
    private final transient @Nullable GroupId missing;

    private final String caller;

    public AdminException(AdminError error, String message) {
        this(error, message, "");
    }

    /** @param caller the id of the key that was shown, with its secret */
    AdminException(AdminError error, String message, String caller) {
        super(message, null, false, false);
        this.error = error;
        this.caller = caller;
        missing = null;
    }

    /** There is no such group. */
    AdminException(GroupId missing) {
        super("there is no group " + missing.path(), null, false, false);
        error = AdminError.GROUP_NOT_FOUND;
        caller = "";
        this.missing = missing;
    }

    @Nullable GroupId missing() {
        return missing;
    }

    /** The id of the key; empty where nobody has shown one, or that is not known here. */
    String caller() {
        return caller;
    }

    AdminError error() {
        return error;
    }

    /** The message, which this exception always has. */
    String text() {
        return String.valueOf(getMessage());
    }
}
