package io.shardbeat.ctl.api;

/** How the program ends, for scripts. */
public final class ExitCode {
    public static final int DONE = 0;
    /** The node refused, or something else went wrong. */
    public static final int REFUSED = 1;
    /** The command line is wrong; nothing was sent. */
    public static final int USAGE = 2;

    public static final int NOT_FOUND = 3;
    /** The group's epoch has moved on since the one that was named. */
    public static final int MOVED_ON = 4;
    /** Nobody answered in time, or somebody on the way said that nobody is there. Asking again may do. */
    public static final int UNREACHABLE = 5;

    private ExitCode() {}

    static int ofStatus(int status) {
        switch (status) {
            case 404:
                return NOT_FOUND;
            case 412:
                return MOVED_ON;
            case 502:
            case 503:
            case 504:
                return UNREACHABLE;
            default:
                return REFUSED;
        }
    }
}
