package io.shardbeat.http;

import io.shardbeat.http.Dialect.Refusal;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One request in a dialect, from its head to its answer. What the head says is read once, when the dialect opens it; what is
 * wrong with it is kept for the answer.
 */
public interface Exchange {
    /** The {@link Dialect#name} of the dialect. */
    String dialect();

    /** What the dialect calls that which was asked for; empty as long as that is not known, or when it is nothing. */
    default String call() {
        return "";
    }

    /** Another id for a request, as the dialect makes them. */
    default String newRequestId() {
        return UUID.randomUUID().toString();
    }

    /**
     * Whether the request means to be a heartbeat, however wrong it is: metrics count it as one.
     *
     * @param request the head that was opened, with its body where that has been read
     */
    boolean isHeartbeat(RawRequest request);

    /** The log service this request is meant for, when it is none of those answered here and there is one. */
    default @Nullable Upstream upstream() {
        return null;
    }

    /** The longest body this request may have, in bytes. */
    int maxBodyBytes();

    /**
     * Why a body longer than a stranger's may be is not taken from the sender of this request: its head shows no known
     * key, or one that may not do this, or is too old; {@code null} when it is taken. Asked about long bodies only, before
     * more of them is kept.
     *
     * @param strangersBytes the longest body that is taken from anybody
     */
    @Nullable Answer distrust(int strangersBytes);

    /**
     * Answers the request. A failure, by exception or by the stage, is turned into {@link Refusal#INTERNAL}.
     *
     * @param request the head that was opened, with its body
     */
    CompletionStage<Answer> answer(RawRequest request);

    /**
     * Whether the sender of the request that is being answered has shown who it is, as far as it has to: what is wrong
     * now is not that. Its connection keeps its place from then on, however long the store takes.
     */
    default boolean isAdmitted() {
        return false;
    }

    /** The answer, in the dialect's shape, to a request that the HTTP edge does not hand over. */
    Answer refuse(Refusal refusal);

    /**
     * The answer, in the dialect's shape, to what cannot be read as HTTP.
     *
     * @param status what HTTP has for it: 400, 408, 414 or 431
     * @param why what is wrong with it
     */
    Answer refuseUnreadable(int status, String why);
}
