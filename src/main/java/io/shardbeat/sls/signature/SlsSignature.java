package io.shardbeat.sls.signature;

import io.shardbeat.http.RawRequest;
import io.shardbeat.security.AcceptedSignatures;
import io.shardbeat.security.AccessKeys;
import io.shardbeat.security.Verdict;
import io.shardbeat.security.Verdict.Reason;
import io.shardbeat.security.Verdict.Refused;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Verifies the signature of an SLS request, of either version. */
public final class SlsSignature {
    private static final String API_VERSION = "0.6.0";

    private final SlsV1Signature v1;
    private final SlsV4Signature v4;

    public SlsSignature(AccessKeys keys, InstantSource clock, AcceptedSignatures accepted) {
        RequestTime time = new RequestTime(clock);
        v1 = new SlsV1Signature(keys, time, accepted);
        v4 = new SlsV4Signature(keys, time);
    }

    /** A request without {@code Authorization} is anonymous: Go clients of signature version "v0" send none. */
    public Verdict verify(RawRequest request) {
        String authorization = request.header("Authorization");
        if (authorization == null) {
            return Verdict.ANONYMOUS;
        }
        Refused refused = checkApiVersion(request.header("x-log-apiversion"));
        if (refused != null) {
            return refused;
        }
        if (authorization.startsWith(SlsV4Signature.SCHEME)) {
            return v4.verify(request, authorization);
        }
        if (authorization.startsWith(SlsV1Signature.SCHEME)) {
            return v1.verify(request, authorization);
        }
        return new Refused(
                Reason.MALFORMED_AUTHORIZATION,
                "Authorization must be '" + SlsV1Signature.FORM + "' or '" + SlsV4Signature.FORM + "'");
    }

    private static @Nullable Refused checkApiVersion(@Nullable String version) {
        if (version == null) {
            return new Refused(
                    Reason.MISSING_API_VERSION, "header x-log-apiversion is missing, expected " + API_VERSION);
        }
        return version.equals(API_VERSION)
                ? null
                : new Refused(
                        Reason.INVALID_API_VERSION,
                        "header x-log-apiversion is '" + version + "', expected " + API_VERSION);
    }

    /** Whether an {@code Authorization} header is in one of the two forms of this API. */
    public static boolean isAuthorization(String header) {
        return header.startsWith(SlsV1Signature.SCHEME) || header.startsWith(SlsV4Signature.SCHEME);
    }

    /** Whether a head may have been refused for no other reason than that its body was not there. */
    public static boolean mayBeForBody(RawRequest head, Reason reason) {
        String authorization = head.header("Authorization");
        boolean coversBody = authorization != null
                && authorization.startsWith(SlsV4Signature.SCHEME)
                && head.header("x-log-content-sha256") == null;
        return reason == Reason.BODY_DIGEST_MISMATCH || reason == Reason.SIGNATURE_MISMATCH && coversBody;
    }
}
