package io.shardbeat.http;

/** A protocol spoken on the common port. The HTTP edge finds out who speaks a request and lets that dialect open it. */
public interface Dialect {
    /** As in the paths of groups, for example {@code sls}. */
    String name();

    /**
     * Whether the request is in this dialect. Asked before the body is read, in the order of {@link #priority()}: the
     * first that says yes answers it, and answers every error on the way, too.
     *
     * @param head the request with an empty body
     */
    boolean speaks(RawRequest head);

    /** Who is asked first: lower is earlier; the last one is asked for everything nobody else claimed. */
    int priority();

    /**
     * Begins an exchange. Never fails: whatever is wrong with the head is what the exchange answers.
     *
     * @param head what could be read of a request, with an empty body; of what is no HTTP it may be nothing at all
     */
    Exchange open(RawRequest head);

    /** Why the HTTP edge refuses. */
    enum Refusal {
        /** The body is longer than {@link Exchange#maxBodyBytes}. */
        BODY_TOO_LARGE,
        /** A body without Content-Length and without chunked encoding. */
        LENGTH_REQUIRED,
        /** Too many requests are under way on this node. */
        OVERLOADED,
        /** The {@link Exchange#upstream} cannot be reached, or broke off before it answered. */
        UPSTREAM_FAILED,
        /** A page of another site made a browser send it. */
        FOREIGN_PAGE,
        /** A fault of the server; it is in the log. */
        INTERNAL
    }
}
