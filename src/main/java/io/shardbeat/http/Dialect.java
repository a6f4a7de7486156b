package io.shardbeat.http;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A protocol spoken on the common port. The HTTP edge finds out who speaks a request and hands it over whole. */
public interface Dialect {
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
     * The log service this request is meant for, when it is none of those answered here and there is one. Asked of every
     * request, before its body is read.
     */
    default @Nullable Upstream upstream(RawRequest head) {
        return null;
    }

    /** The longest body this request may have, in bytes. */
    int maxBodyBytes(RawRequest head);

    /**
     * Why a body longer than a stranger's may be is not taken from the sender of this request: its head shows no known
     * key, or one that may not do this, or is too old; {@code null} when it is taken. Asked about long bodies only, before
     * more of them is kept.
     *
     * @param strangersBytes the longest body that is taken from anybody
     */
    @Nullable Answer distrust(RawRequest head, int strangersBytes);

    /** Answers the request. A failure, by exception or by the stage, is turned into {@link Refusal#INTERNAL}. */
    CompletionStage<Answer> answer(RawRequest request);

    /** The answer, in this dialect's shape, to a request that the HTTP edge could not hand over. */
    Answer refuse(RawRequest head, Refusal refusal);

    /**
     * The answer, in this dialect's shape, to what cannot be read as HTTP.
     *
     * @param head what could be read of it, which may be nothing at all
     * @param status what HTTP has for it: 400, 408, 414 or 431
     * @param why what is wrong with it
     */
    Answer refuseUnreadable(RawRequest head, int status, String why);

    /** Why the HTTP edge refuses. */
    enum Refusal {
        /** The body is longer than {@link #maxBodyBytes}. */
        BODY_TOO_LARGE,
        /** A body without Content-Length and without chunked encoding. */
        LENGTH_REQUIRED,
        /** Too many requests are under way on this node. */
        OVERLOADED,
        /** The {@link #upstream} cannot be reached, or broke off before it answered. */
        UPSTREAM_FAILED,
        /** A page of another site made a browser send it. */
        FOREIGN_PAGE,
        /** A fault of the server; it is in the log. */
        INTERNAL
    }
}
