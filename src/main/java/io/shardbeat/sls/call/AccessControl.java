package io.shardbeat.sls.call;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.http.RawRequest;
import io.shardbeat.security.AccessKey;
import io.shardbeat.security.AccessRules;
import io.shardbeat.security.AuthMode;
import io.shardbeat.security.Verdict;
import io.shardbeat.security.Verdict.Reason;
import io.shardbeat.sls.signature.SlsSignature;
import io.shardbeat.sls.wire.CallRefused;
import io.shardbeat.sls.wire.SlsError;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * Lets a call pass, or refuses it. Comes before anything is looked up: who may not use a project is not told what is in
 * it.
 */
public final class AccessControl {
    private static final String NOBODY = "";

    private final AccessRules rules;
    private final SlsSignature signature;

    public AccessControl(AccessRules rules, SlsSignature signature) {
        this.rules = rules;
        this.signature = signature;
    }

    /** The id of the caller's key, empty where it needs none; otherwise {@link CallRefused}. */
    public String check(Call call) {
        if (rules.mode() == AuthMode.OFF) {
            return NOBODY;
        }
        Verdict verdict = signature.verify(call.request());
        if (verdict instanceof Verdict.Accepted accepted) {
            mustBeAllowed(accepted.key(), call.request(), call.project());
        }
        return verdict.fold(new Ruling(call.request()));
    }

    private void mustBeAllowed(AccessKey key, RawRequest request, Namespace project) {
        if (!key.allows(project.dialect(), project.name())) {
            rules.failures().failed(Call.DIALECT, "not_allowed", request.peer());
            throw CallRefused.notAllowed(
                    "access key '" + key.id() + "' is not allowed to use project '" + project.name() + "'");
        }
    }

    /**
     * Whether a head without its body shows a key that is known; it is refused where it shows one and something else is
     * wrong. Of a signature that covers the body itself, it cannot be said yet whether it holds.
     */
    public boolean isKnown(RawRequest head, Namespace project) {
        Verdict verdict = rules.mode() == AuthMode.OFF ? Verdict.ANONYMOUS : signature.verify(head);
        if (verdict == Verdict.ANONYMOUS) {
            return false;
        }
        if (verdict instanceof Verdict.Accepted accepted) {
            mustBeAllowed(accepted.key(), head, project);
        } else if (verdict instanceof Verdict.Refused refused && !SlsSignature.mayBeForBody(head, refused.reason())) {
            verdict.fold(new Ruling(head));
        }
        return true;
    }

    /** The projects that a request's sender may use; a call without a good signature is refused. */
    public Predicate<Namespace> usableBy(RawRequest request) {
        if (rules.mode() == AuthMode.OFF) {
            return project -> true;
        }
        Verdict verdict = signature.verify(request);
        if (verdict instanceof Verdict.Accepted accepted) {
            return project -> accepted.key().allows(project.dialect(), project.name());
        }
        verdict.fold(new Ruling(request));
        return project -> true;
    }

    private final class Ruling implements Verdict.Cases<String> {
        private final RawRequest request;

        private Ruling(RawRequest request) {
            this.request = request;
        }

        @Override
        public String accepted(AccessKey key) {
            return key.id();
        }

        @Override
        public String anonymous() {
            if (rules.mode() == AuthMode.OPTIONAL) {
                return NOBODY;
            }
            rules.failures().failed(Call.DIALECT, "unsigned", request.peer());
            throw new CallRefused(
                    SlsError.MISS_ACCESS_KEY_ID, "header Authorization is missing, expected a signed request");
        }

        @Override
        public String refused(Reason reason, String message) {
            Duration wait = rules.failures().failed(Call.DIALECT, reason, request.peer());
            throw new CallRefused(error(reason), message, wait);
        }
    }

    private static SlsError error(Reason reason) {
        return switch (reason) {
            case MALFORMED_AUTHORIZATION -> SlsError.PARAMETER_INVALID;
            case MISSING_KEY_ID -> SlsError.MISS_ACCESS_KEY_ID;
            case INVALID_KEY_ID -> SlsError.INVALID_ACCESS_KEY_ID;
            case UNKNOWN_KEY, BAD_TOKEN -> SlsError.UNAUTHORIZED;
            case MISSING_SIGNATURE_METHOD -> SlsError.MISSING_SIGNATURE_METHOD;
            case INVALID_SIGNATURE_METHOD, NOT_ACCEPTED -> SlsError.INVALID_SIGNATURE_METHOD;
            case MISSING_API_VERSION -> SlsError.MISSING_API_VERSION;
            case INVALID_API_VERSION -> SlsError.INVALID_API_VERSION;
            case MISSING_HOST -> SlsError.MISSING_HOST;
            case MISSING_DATE -> SlsError.MISSING_DATE;
            case BAD_DATE -> SlsError.INVALID_DATE_FORMAT;
            case EXPIRED -> SlsError.REQUEST_TIME_TOO_SKEWED;
            case MISSING_SIGNATURE, BAD_SCOPE, SIGNATURE_MISMATCH, BODY_DIGEST_MISMATCH -> SlsError.SIGNATURE_NOT_MATCH;
        };
    }
}
