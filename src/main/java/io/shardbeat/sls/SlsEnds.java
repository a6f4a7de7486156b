package io.shardbeat.sls;

import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.http.Answer;
import io.shardbeat.http.Dialect.Refusal;
import io.shardbeat.http.Outcome;
import io.shardbeat.sls.call.Answers;
import io.shardbeat.sls.wire.CallRefused;
import io.shardbeat.sls.wire.SlsError;
import java.util.concurrent.CompletionException;

/** How requests end that no operation answers. */
final class SlsEnds {
    private static final String BUSY = "The server is busy, please try again later.";

    private final Answers answers;

    SlsEnds(Answers answers) {
        this.answers = answers;
    }

    String newRequestId() {
        return answers.newRequestId();
    }

    /** @param maxBodyBytes the longest body the request may have */
    Answer refused(Refusal refusal, int maxBodyBytes) {
        return switch (refusal) {
            case BODY_TOO_LARGE -> tooLarge("the body is too large, expected at most " + maxBodyBytes + " bytes");
            case LENGTH_REQUIRED ->
                answers.error(
                        SlsError.MISSING_CONTENT_LENGTH,
                        "Content-Length does not exist in http header when it is necessary.");
            case OVERLOADED -> answers.error(SlsError.SERVER_BUSY, BUSY);
            case UPSTREAM_FAILED ->
                answers.error(
                        SlsError.INTERNAL_SERVER_ERROR, "the log service does not answer, please try again later.");
            case FOREIGN_PAGE ->
                answers.error(
                        SlsError.FOREIGN_PAGE,
                        "a page of another site sent this (Sec-Fetch-Site, Origin), expected a client of the API");
            case INTERNAL ->
                answers.error(SlsError.INTERNAL_SERVER_ERROR, "the server failed, the reason is in its log");
        };
    }

    Answer tooLarge(String why) {
        return answers.error(SlsError.POST_BODY_TOO_LARGE, why);
    }

    Answer unreadable(int status, String why) {
        return answers.error(SlsError.unreadable(status), "the request cannot be read as HTTP: " + why);
    }

    /** Whatever is neither a refusal nor the store's absence is a fault, and goes to the edge, which logs it. */
    Answer failed(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof CallRefused refused) {
            return answers.error(refused);
        }
        if (cause instanceof StoreUnavailableException unavailable) {
            return storeFailed(unavailable);
        }
        throw new CompletionException(cause);
    }

    private Answer storeFailed(StoreUnavailableException unavailable) {
        return switch (unavailable.reason()) {
            case UNREACHABLE ->
                answers.error(SlsError.INTERNAL_SERVER_ERROR, "the store does not answer, please try again later.")
                        .saying(Outcome.STORE_UNAVAILABLE);
            case OVERLOADED -> answers.error(SlsError.SERVER_BUSY, BUSY);
            case REBUILDING ->
                answers.error(
                                SlsError.INTERNAL_SERVER_ERROR,
                                "the store has lost data, who holds what is being rebuilt, please try again later.")
                        .saying(Outcome.REBUILDING);
            case DAMAGED ->
                answers.error(
                                SlsError.INTERNAL_SERVER_ERROR,
                                unavailable.damagedPart() + " cannot be read, its operator must look at it.")
                        .saying(Outcome.DAMAGED);
            case FULL ->
                answers.error(SlsError.SERVER_BUSY, "the store is full, please try again later.")
                        .saying(Outcome.STORE_FULL);
        };
    }
}
