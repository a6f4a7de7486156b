package io.shardbeat.cls;

import io.shardbeat.cls.call.Action;
import io.shardbeat.cls.call.Call;
import io.shardbeat.cls.call.Caller;
import io.shardbeat.cls.call.SignedActionRule;
import io.shardbeat.cls.wire.Arguments;
import io.shardbeat.cls.wire.Clients;
import io.shardbeat.cls.wire.ClsError;
import io.shardbeat.cls.wire.ClsException;
import io.shardbeat.cls.wire.ClsNames;
import io.shardbeat.cls.wire.CommonParameters;
import io.shardbeat.cls.wire.Envelope;
import io.shardbeat.cls.wire.Reply;
import io.shardbeat.cls.wire.RequestForm;
import io.shardbeat.cls.wire.RequestIds;
import io.shardbeat.http.Answer;
import io.shardbeat.http.Dialect.Refusal;
import io.shardbeat.http.Exchange;
import io.shardbeat.http.RawRequest;
import io.shardbeat.http.Upstream;
import io.shardbeat.security.AuthFailures;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One request of API 3.0, or one of the older calls about logs. */
final class ClsExchange implements Exchange {
    private static final String HEARTBEAT = "SendConsumerHeartbeat";

    private final Parts parts;
    private final RawRequest head;
    private final boolean isLogCall;
    private final @Nullable RequestForm form;
    private final @Nullable ClsException noForm;
    private String call = "";
    private boolean isAdmitted;

    /** What all exchanges share. */
    record Parts(
            Map<String, Action> actions,
            Authenticator authenticator,
            AuthFailures failures,
            SignedActionRule signedActions,
            LogServices logServices) {}

    ClsExchange(Parts parts, RawRequest head) {
        this.parts = parts;
        this.head = head;
        isLogCall = LogCalls.isOne(head);
        RequestForm found = null;
        ClsException wrong = null;
        if (!isLogCall) {
            try {
                found = RequestForm.of(head);
            } catch (ClsException e) {
                wrong = e;
            }
        }
        form = found;
        noForm = wrong;
    }

    @Override
    public String dialect() {
        return ClsNames.DIALECT;
    }

    @Override
    public String call() {
        return call;
    }

    @Override
    public String newRequestId() {
        return RequestIds.next();
    }

    /** The action may be in a header, in the query, or, where version 1 signs it, in the body. */
    @Override
    public boolean isHeartbeat(RawRequest request) {
        String action = request.header("X-TC-Action");
        if (action != null) {
            return action.equals(HEARTBEAT);
        }
        String query = request.query();
        return query != null && query.contains(HEARTBEAT)
                || new String(request.body(), StandardCharsets.ISO_8859_1).contains("Action=" + HEARTBEAT);
    }

    @Override
    public @Nullable Upstream upstream() {
        return parts.logServices.find(head);
    }

    /** What has no form is read and thrown away, so that the answer is about what is wrong and not about the length. */
    @Override
    public int maxBodyBytes() {
        return form == null ? RequestForm.FORM.maxBytes() : form.maxBytes();
    }

    /** Signature version 1 is in the body, so who uses it is a stranger until all of it is there. */
    @Override
    public @Nullable Answer distrust(int strangersBytes) {
        try {
            return parts.authenticator.isKnown(head)
                    ? null
                    : Envelope.error(
                            ClsError.REQUEST_SIZE_LIMIT_EXCEEDED,
                            "the body must not be longer than " + strangersBytes
                                    + " bytes, unless a header Authorization names an access key");
        } catch (ClsException e) {
            return ClsEnds.failed(e);
        }
    }

    @Override
    public CompletionStage<Answer> answer(RawRequest request) {
        if (isLogCall) {
            return CompletableFuture.completedFuture(LogCalls.notAllowed(request));
        }
        try {
            Asked asked = read(request);
            return asked.run().handle((reply, failure) -> answered(asked, reply, failure));
        } catch (ClsException e) {
            return parts.failures.after(e.after(), ClsEnds.failed(e));
        }
    }

    @Override
    public boolean isAdmitted() {
        return isAdmitted;
    }

    private Asked read(RawRequest request) {
        RequestForm form = form();
        Arguments arguments = form.arguments(request);
        CommonParameters common = CommonParameters.of(request, form.parameters(request, arguments));
        Action action = parts.actions.get(common.action());
        if (action == null) {
            throw new ClsException(
                    ClsError.INVALID_ACTION,
                    "there is no action " + ClsException.quoted(common.action())
                            + " here, and shardbeat.cls.upstream names no log service to pass it on to");
        }
        call = action.name();
        Caller caller = parts.authenticator.caller(request, arguments.parameters());
        isAdmitted = true;
        caller.count(request.peer());
        if (caller.key() != null) {
            checkAction(action, request, arguments);
        }
        Call call = new Call(arguments, caller, common.timestampSeconds(), Clients.sender(request, caller.id()));
        return new Asked(action, call, request.peer());
    }

    private RequestForm form() {
        if (form == null) {
            throw noForm == null ? new IllegalStateException("a request has a form or is refused") : noForm;
        }
        return form;
    }

    private void checkAction(Action action, RawRequest request, Arguments arguments) {
        try {
            parts.signedActions.check(action, request, arguments);
        } catch (ClsException e) {
            parts.failures.failed(ClsNames.DIALECT, "unsigned_action", request.peer());
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
            Answer answer =
                    ClsEnds.failed(cause == null ? new IllegalStateException("an action without a reply") : cause);
            ClsError error = cause instanceof ClsException e ? e.error() : ClsError.INTERNAL_ERROR;
            if (error != ClsError.REQUEST_LIMIT_EXCEEDED) { // they may come without end
                asked.audit(error.code(), answer);
            }
            return answer;
        } catch (CompletionException fault) {
            asked.audit(ClsError.INTERNAL_ERROR.code(), null);
            throw fault;
        }
    }

    @Override
    public Answer refuse(Refusal refusal) {
        return isLogCall ? ClsEnds.refusedLogCall(refusal, maxBodyBytes()) : ClsEnds.refused(refusal, maxBodyBytes());
    }

    @Override
    public Answer refuseUnreadable(int status, String why) {
        return ClsEnds.unreadable(status, why);
    }
}
