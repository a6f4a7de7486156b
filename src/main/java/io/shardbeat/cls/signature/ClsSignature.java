package io.shardbeat.cls.signature;

import io.shardbeat.http.RawRequest;
import io.shardbeat.security.AcceptedSignatures;
import io.shardbeat.security.AccessKeys;
import io.shardbeat.security.Verdict;
import io.shardbeat.security.Verdict.Reason;
import io.shardbeat.security.Verdict.Refused;
import java.time.InstantSource;
import java.util.Map;

/** Verifies the signature of a CLS request, by whichever of the two methods it was signed. */
public final class ClsSignature {
    /** What the Java and Node.js clients send when they are told not to sign. */
    private static final String SKIP = "SKIP";

    private final Tc3Signature tc3;
    private final V1Signature v1;

    public ClsSignature(AccessKeys keys, InstantSource clock, AcceptedSignatures accepted) {
        RequestTime time = new RequestTime(clock);
        tc3 = new Tc3Signature(keys, time, accepted);
        v1 = new V1Signature(keys, time, accepted);
    }

    /**
     * A request without {@code Authorization}, {@code SecretId} and {@code Signature} is anonymous.
     *
     * @param parameters the decoded parameters of the query (GET) or of the form (POST); empty for a JSON body
     */
    public Verdict verify(RawRequest request, Map<String, String> parameters) {
        String authorization = request.header("Authorization");
        if (authorization == null) {
            return V1Signature.isSigned(parameters) ? v1.verify(request, parameters) : Verdict.ANONYMOUS;
        }
        if (authorization.startsWith(Tc3Signature.SCHEME)) {
            return tc3.verify(request, authorization);
        }
        return authorization.equals(SKIP)
                ? Verdict.ANONYMOUS
                : new Refused(
                        Reason.MALFORMED_AUTHORIZATION, "Authorization must be '" + Tc3Signature.FORM + "' or SKIP");
    }

    /** Whether an {@code Authorization} header is in a form of this API. */
    public static boolean isAuthorization(String header) {
        return header.startsWith(Tc3Signature.SCHEME) || header.equals("SKIP");
    }

    /** Whether the parameters carry a v1 signature. */
    public static boolean isSigned(Map<String, String> parameters) {
        return V1Signature.isSigned(parameters);
    }

    /**
     * Whether the name of the action is among what is signed. Where it is a header, the client lists it or not; a
     * parameter of the query or of version 1 always is, one of a form is when the body is.
     */
    public static boolean coversAction(RawRequest request) {
        String authorization = request.header("Authorization");
        if (authorization == null || !authorization.startsWith(Tc3Signature.SCHEME)) {
            return true;
        }
        return request.header("X-TC-Action") == null
                ? !Tc3Request.isUnsignedPayload(request) || request.method().equals("GET")
                : Tc3Signature.signs(authorization, "x-tc-action");
    }
}
