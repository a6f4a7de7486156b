package io.shardbeat.cls;

import io.shardbeat.cls.wire.ClsError;
import io.shardbeat.cls.wire.ClsException;
import io.shardbeat.cls.wire.Envelope;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.coordinator.StoreUnavailableException.Reason;
import io.shardbeat.http.Answer;
import io.shardbeat.http.Dialect.Refusal;
import io.shardbeat.http.Outcome;
import java.util.concurrent.CompletionException;

/**
 * How requests end that no action answers.
 *
 * <p>A store that cannot answer is an {@link ClsError#INTERNAL_ERROR}, overload too, although there is a code for too
 * many requests: the Python consumer gives up on that one until its next heartbeat, and its interval is half of its
 * session timeout, so one refused heartbeat could cost it its partitions; an InternalError it repeats after a second.
 */
final class ClsEnds {
    private ClsEnds() {}

    static Answer refused(Refusal refusal, int maxBodyBytes) {
        Answer answer = Envelope.error(error(refusal), words(refusal, maxBodyBytes));
        return refusal == Refusal.OVERLOADED ? answer.saying(Outcome.OVERLOADED) : answer;
    }

    /** To one of the older calls about logs, which have errors of their own. */
    static Answer refusedLogCall(Refusal refusal, int maxBodyBytes) {
        return LogCalls.failed(words(refusal, maxBodyBytes));
    }

    private static ClsError error(Refusal refusal) {
        return switch (refusal) {
            case BODY_TOO_LARGE -> ClsError.REQUEST_SIZE_LIMIT_EXCEEDED;
            case LENGTH_REQUIRED -> ClsError.INVALID_REQUEST;
            case FOREIGN_PAGE -> ClsError.AUTH_UNAUTHORIZED_OPERATION;
            case OVERLOADED, UPSTREAM_FAILED, INTERNAL -> ClsError.INTERNAL_ERROR;
        };
    }

    private static String words(Refusal refusal, int maxBodyBytes) {
        return switch (refusal) {
            case BODY_TOO_LARGE -> "the body must not be longer than " + maxBodyBytes + " bytes";
            case LENGTH_REQUIRED -> "Content-Length is missing";
            case OVERLOADED -> words(Reason.OVERLOADED);
            case UPSTREAM_FAILED -> "the log service does not answer, try again";
            case FOREIGN_PAGE ->
                "a page of another site sent this (Sec-Fetch-Site, Origin), expected a client of the API";
            case INTERNAL -> "a fault of the server; its log has the details";
        };
    }

    /** With a status of 200, as everything: a client shows the envelope of no other. */
    static Answer unreadable(int status, String why) {
        ClsError error =
                status == 400 || status == 408 ? ClsError.INVALID_REQUEST : ClsError.REQUEST_SIZE_LIMIT_EXCEEDED;
        return Envelope.error(error, "the request cannot be read as HTTP: " + why);
    }

    /** Whatever is neither a refusal nor the store's absence is a fault, and goes to the edge, which logs it. */
    static Answer failed(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ClsException end) {
            Answer answer = Envelope.error(end.error(), String.valueOf(end.getMessage()));
            return end.error().isAuthFailure() ? answer.distrusting() : answer;
        }
        if (cause instanceof StoreUnavailableException unavailable) {
            return Envelope.error(
                            ClsError.INTERNAL_ERROR,
                            unavailable.reason() == Reason.DAMAGED
                                    ? unavailable.damagedPart() + " cannot be read, its operator must look at it"
                                    : words(unavailable.reason()))
                    .saying(outcome(unavailable.reason()));
        }
        throw new CompletionException(cause);
    }

    private static Outcome outcome(Reason reason) {
        return switch (reason) {
            case UNREACHABLE -> Outcome.STORE_UNAVAILABLE;
            case OVERLOADED -> Outcome.OVERLOADED;
            case REBUILDING -> Outcome.REBUILDING;
            case DAMAGED -> Outcome.DAMAGED;
            case FULL -> Outcome.STORE_FULL;
        };
    }

    private static String words(Reason reason) {
        return switch (reason) {
            case UNREACHABLE -> "the store cannot be reached, try again";
            case OVERLOADED -> "the server is overloaded, try again";
            case REBUILDING -> "the store has lost data and who holds what is being rebuilt, try again";
            case DAMAGED -> "what is stored of the consumer group cannot be read, its operator must look at it";
            case FULL -> "the store is full, try again";
        };
    }
}
