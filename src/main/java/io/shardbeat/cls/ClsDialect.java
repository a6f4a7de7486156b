package io.shardbeat.cls;

import io.quarkus.arc.All;
import io.shardbeat.cls.signature.ClsSignature;
import io.shardbeat.config.ShardbeatConfig;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.coordinator.StoreUnavailableException.Reason;
import io.shardbeat.http.Answer;
import io.shardbeat.http.Dialect;
import io.shardbeat.http.RawRequest;
import io.shardbeat.http.Upstream;
import io.shardbeat.security.AccessRules;
import io.shardbeat.security.AuthFailures;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The Tencent Cloud CLS dialect: API 3.0 of 2020-10-16. Asked before the other one, because its requests can be told by
 * their marks, see {@link Traffic}.
 *
 * <p>A store that cannot answer is an {@link ClsError#INTERNAL_ERROR}, overload too, although there is a code for too
 * many requests: the Python consumer gives up on that one until its next heartbeat, and its interval is half of its
 * session timeout, so one refused heartbeat could cost it its partitions; an InternalError it repeats after a second.
 */
@Singleton
public class ClsDialect implements Dialect {
    private static final int PRIORITY = 10;

    private final Map<String, Action> actions = new HashMap<>();
    private final Authenticator authenticator;
    private final AuthFailures failures;
    private final SignedActionRule signedActions;
    private final LogServices logServices;

    ClsDialect(@All List<Action> actions, AccessRules rules, InstantSource clock, ShardbeatConfig config) {
        actions.forEach(action -> this.actions.put(action.name(), action));
        failures = rules.failures();
        authenticator = new Authenticator(
                rules.mode(), failures, new ClsSignature(rules.keys(), clock, rules.accepted())::verify);
        signedActions = new SignedActionRule(rules.signedActions());
        logServices = new LogServices(config.cls());
    }

    @Override
    public boolean speaks(RawRequest head) {
        return Traffic.isCls(head);
    }

    @Override
    public int priority() {
        return PRIORITY;
    }

    @Override
    public @Nullable Upstream upstream(RawRequest head) {
        return logServices.find(head);
    }

    @Override
    public int maxBodyBytes(RawRequest head) {
        try {
            return RequestForm.of(head).maxBytes();
        } catch (ClsException e) {
            // Read it and throw it away, so that the answer is about what is wrong and not about the length.
            return RequestForm.FORM.maxBytes();
        }
    }

    /** Signature version 1 is in the body, so who uses it is a stranger until all of it is there. */
    @Override
    public @Nullable Answer distrust(RawRequest head, int strangersBytes) {
        try {
            return authenticator.isKnown(head)
                    ? null
                    : Envelope.error(
                            ClsError.REQUEST_SIZE_LIMIT_EXCEEDED,
                            "the body must not be longer than " + strangersBytes
                                    + " bytes, unless a header Authorization names an access key");
        } catch (ClsException e) {
            return failed(e);
        }
    }

    @Override
    public CompletionStage<Answer> answer(RawRequest request) {
        if (LogCalls.isOne(request)) {
            return CompletableFuture.completedFuture(LogCalls.notAllowed(request));
        }
        try {
            Asked asked = read(request);
            return asked.run().handle((reply, failure) -> answered(asked, reply, failure));
        } catch (ClsException e) {
            return failures.after(e.after(), failed(e));
        }
    }

    private Asked read(RawRequest request) {
        RequestForm form = RequestForm.of(request);
        Arguments arguments = form.arguments(request);
        CommonParameters common = CommonParameters.of(request, form.parameters(request, arguments));
        Action action = actions.get(common.action());
        if (action == null) {
            throw new ClsException(
                    ClsError.INVALID_ACTION,
                    "there is no action " + ClsException.quoted(common.action())
                            + " here, and shardbeat.cls.upstream names no log service to pass it on to");
        }
        Caller caller = authenticator.caller(request, arguments.parameters());
        if (caller.key() != null) {
            checkAction(action, request, arguments);
        }
        Call call = new Call(arguments, caller, common.timestampSeconds(), Clients.sender(request));
        return new Asked(action, call, request.peer());
    }

    private void checkAction(Action action, RawRequest request, Arguments arguments) {
        try {
            signedActions.check(action, request, arguments);
        } catch (ClsException e) {
            failures.failed(ClsNames.DIALECT, "unsigned_action", request.peer());
            throw e;
        }
    }

    private static Answer answered(Asked asked, @Nullable Reply reply, @Nullable Throwable failure) {
        if (reply != null) {
            Answer answer = Envelope.success(reply);
            asked.audit("ok", answer);
            return answer;
        }
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        try {
            Answer answer = failed(cause == null ? new IllegalStateException("an action without a reply") : cause);
            asked.audit(cause instanceof ClsException e ? e.error().code() : ClsError.INTERNAL_ERROR.code(), answer);
            return answer;
        } catch (CompletionException fault) {
            asked.audit(ClsError.INTERNAL_ERROR.code(), null);
            throw fault;
        }
    }

    private static Answer failed(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ClsException end) {
            Answer answer = Envelope.error(end.error(), String.valueOf(end.getMessage()));
            return end.error().isAuthFailure() ? answer.distrusting() : answer;
        }
        if (cause instanceof StoreUnavailableException unavailable) {
            return Envelope.error(ClsError.INTERNAL_ERROR, words(unavailable.reason()));
        }
        throw new CompletionException(cause);
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

    @Override
    public Answer refuse(RawRequest head, Refusal refusal) {
        return LogCalls.isOne(head)
                ? LogCalls.failed(words(head, refusal))
                : Envelope.error(error(refusal), words(head, refusal));
    }

    /** With a status of 200, as everything: a client shows the envelope of no other. */
    @Override
    public Answer refuseUnreadable(RawRequest head, int status, String why) {
        ClsError error =
                status == 400 || status == 408 ? ClsError.INVALID_REQUEST : ClsError.REQUEST_SIZE_LIMIT_EXCEEDED;
        return Envelope.error(error, "the request cannot be read as HTTP: " + why);
    }

    private static ClsError error(Refusal refusal) {
        return switch (refusal) {
            case BODY_TOO_LARGE -> ClsError.REQUEST_SIZE_LIMIT_EXCEEDED;
            case LENGTH_REQUIRED -> ClsError.INVALID_REQUEST;
            case FOREIGN_PAGE -> ClsError.AUTH_UNAUTHORIZED_OPERATION;
            case OVERLOADED, UPSTREAM_FAILED, INTERNAL -> ClsError.INTERNAL_ERROR;
        };
    }

    private String words(RawRequest head, Refusal refusal) {
        return switch (refusal) {
            case BODY_TOO_LARGE -> "the body must not be longer than " + maxBodyBytes(head) + " bytes";
            case LENGTH_REQUIRED -> "Content-Length is missing";
            case OVERLOADED -> words(Reason.OVERLOADED);
            case UPSTREAM_FAILED -> "the log service does not answer, try again";
            case FOREIGN_PAGE ->
                "a page of another site sent this (Sec-Fetch-Site, Origin), expected a client of the API";
            case INTERNAL -> "a fault of the server; its log has the details";
        };
    }
}
