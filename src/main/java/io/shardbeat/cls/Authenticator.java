package io.shardbeat.cls;

import io.shardbeat.cls.call.Caller;
import io.shardbeat.cls.wire.ClsError;
import io.shardbeat.cls.wire.ClsException;
import io.shardbeat.cls.wire.ClsNames;
import io.shardbeat.http.RawRequest;
import io.shardbeat.security.AccessKey;
import io.shardbeat.security.AccessRules;
import io.shardbeat.security.AuthFailures;
import io.shardbeat.security.AuthMode;
import io.shardbeat.security.Verdict;
import java.util.Map;
import java.util.function.BiFunction;

/** Finds out who asks, as far as the settings want to know. */
final class Authenticator {
    private final AuthMode mode;
    private final AuthFailures failures;
    private final BiFunction<RawRequest, Map<String, String>, Verdict> signature;
    /** Who is let in without a key. */
    private final Caller anybody;

    /** @param signature verifies a request, given its decoded parameters */
    Authenticator(AccessRules rules, BiFunction<RawRequest, Map<String, String>, Verdict> signature) {
        mode = rules.mode();
        failures = rules.failures();
        anybody = new Caller(null, rules.quotas());
        this.signature = signature;
    }

    /** The caller, or an {@code AuthFailure}. */
    Caller caller(RawRequest request, Map<String, String> parameters) {
        return mode == AuthMode.OFF
                ? anybody
                : signature.apply(request, parameters).fold(new Ruling(request));
    }

    private final class Ruling implements Verdict.Cases<Caller> {
        private final RawRequest request;

        private Ruling(RawRequest request) {
            this.request = request;
        }

        @Override
        public Caller accepted(AccessKey key) {
            return new Caller(key, anybody.quotas());
        }

        @Override
        public Caller anonymous() {
            if (mode == AuthMode.REQUIRED) {
                failures.failed(ClsNames.DIALECT, "unsigned", request.peer());
                throw new ClsException(ClsError.AUTH_INVALID_AUTHORIZATION, "the request must be signed, and is not");
            }
            return anybody;
        }

        @Override
        public Caller refused(Verdict.Reason reason, String message) {
            throw new ClsException(error(reason), message, failures.failed(ClsNames.DIALECT, reason, request.peer()));
        }
    }

    /**
     * Whether a head without its body shows a key that is known, or else an {@code AuthFailure}. Whether the signature
     * holds cannot be said yet, since it covers the body.
     */
    boolean isKnown(RawRequest head) {
        Verdict verdict = mode == AuthMode.OFF ? Verdict.ANONYMOUS : signature.apply(head, Map.of());
        if (verdict instanceof Verdict.Refused refused && refused.reason() != Verdict.Reason.SIGNATURE_MISMATCH) {
            new Ruling(head).refused(refused.reason(), refused.message());
        }
        return verdict != Verdict.ANONYMOUS;
    }

    private static ClsError error(Verdict.Reason reason) {
        return switch (reason) {
            case MALFORMED_AUTHORIZATION,
                    MISSING_SIGNATURE,
                    MISSING_SIGNATURE_METHOD,
                    INVALID_SIGNATURE_METHOD,
                    NOT_ACCEPTED,
                    MISSING_API_VERSION,
                    INVALID_API_VERSION,
                    MISSING_HOST -> ClsError.AUTH_INVALID_AUTHORIZATION;
            case MISSING_KEY_ID, INVALID_KEY_ID -> ClsError.AUTH_INVALID_SECRET_ID;
            case UNKNOWN_KEY -> ClsError.AUTH_SECRET_ID_NOT_FOUND;
            case MISSING_DATE, BAD_DATE, EXPIRED -> ClsError.AUTH_SIGNATURE_EXPIRE;
            case BAD_SCOPE, SIGNATURE_MISMATCH, BODY_DIGEST_MISMATCH -> ClsError.AUTH_SIGNATURE_FAILURE;
            case BAD_TOKEN -> ClsError.AUTH_TOKEN_FAILURE;
        };
    }
}
