package io.shardbeat.cls.signature;

import io.shardbeat.http.RawRequest;
import io.shardbeat.security.AcceptedSignatures;
import io.shardbeat.security.AccessKey;
import io.shardbeat.security.AccessKeys;
import io.shardbeat.security.Verdict;
import io.shardbeat.security.Verdict.Reason;
import io.shardbeat.security.Verdict.Refused;
import io.shardbeat.security.signature.DerivedKeys;
import io.shardbeat.security.signature.DerivedKeys.SigningKey;
import io.shardbeat.security.signature.ScopedAuthorization;
import io.shardbeat.security.signature.SignedText;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Signature version 3 of API 3.0. Source: "Signature v3" of the CLS API reference, and the official clients. The
 * service in the credential scope is whatever the client makes of its endpoint, {@code 127} for {@code 127.0.0.1:8080}.
 */
final class Tc3Signature {
    static final String SCHEME = "TC3-HMAC-SHA256";
    static final String FORM = "TC3-HMAC-SHA256 Credential=<SecretId>/<yyyy-MM-dd>/<service>/tc3_request,"
            + " SignedHeaders=<names>, Signature=<hex>";

    private static final String ENDING = "/tc3_request";
    private static final String TIMESTAMP = "X-TC-Timestamp";
    private static final int SECONDS_PER_DAY = 86_400;

    private final AccessKeys keys;
    private final RequestTime time;
    private final AcceptedSignatures accepted;
    private final DerivedKeys signingKeys = new DerivedKeys("TC3", "tc3_request");

    Tc3Signature(AccessKeys keys, RequestTime time, AcceptedSignatures accepted) {
        this.keys = keys;
        this.time = time;
        this.accepted = accepted;
    }

    /** Whether an {@code Authorization} of this scheme lists the header, whose name is in lower case. */
    static boolean signs(String authorization, String header) {
        ScopedAuthorization scope = ScopedAuthorization.parse(authorization, SCHEME, ENDING);
        return scope != null
                && List.of(scope.signedHeaders().toLowerCase(Locale.ROOT).split(";"))
                        .contains(header);
    }

    Verdict verify(RawRequest request, String header) {
        ScopedAuthorization authorization = ScopedAuthorization.parse(header, SCHEME, ENDING);
        if (authorization == null || authorization.signedHeaders().isEmpty()) {
            return new Refused(Reason.MALFORMED_AUTHORIZATION, "Authorization must be '" + FORM + "'");
        }
        if (!accepted.unsignedBody() && Tc3Request.isUnsignedPayload(request)) {
            return AcceptedSignatures.refusal("UNSIGNED-PAYLOAD", "shardbeat.auth.unsigned-body");
        }
        AccessKey key = keys.find(authorization.id());
        if (key == null) {
            return Refused.unknownKey(authorization.id());
        }
        String timestamp = request.header(TIMESTAMP);
        Refused refused = time.check(timestamp, TIMESTAMP);
        if (refused == null && timestamp != null) {
            refused = check(request, new Claim(authorization, key, timestamp));
        }
        return refused == null ? key.admit(token(request)) : refused;
    }

    private @Nullable Refused check(RawRequest request, Claim claim) {
        // The date of the timestamp, not of this server: a request may be on its way at midnight.
        String date = LocalDate.ofEpochDay(Math.floorDiv(Long.parseLong(claim.timestamp), SECONDS_PER_DAY))
                .toString();
        if (!date.equals(claim.scope.date())) {
            return new Refused(
                    Reason.BAD_SCOPE,
                    "the credential scope is of '" + claim.scope.date() + "', but " + TIMESTAMP + " '" + claim.timestamp
                            + "' is on " + date + " (UTC)");
        }
        Tc3Request canonical = new Tc3Request(request, claim.scope.signedHeaders());
        String absent = canonical.readHeaders();
        if (absent != null) {
            return new Refused(
                    Reason.SIGNATURE_MISMATCH,
                    "SignedHeaders lists '" + absent + "', but the request carries no such header");
        }
        return check(canonical, claim);
    }

    private @Nullable Refused check(Tc3Request canonical, Claim claim) {
        SigningKey signingKey = signingKeys.find(claim.key, claim.scope);
        boolean valid = isValid(canonical, claim, signingKey, true)
                || canonical.hasUpperCase() && isValid(canonical, claim, signingKey, false);
        if (valid) {
            signingKeys.keep(signingKey);
            return null;
        }
        // The digest helps to find what client and server see differently, and proves nothing.
        byte[] digest = canonical.digest(canonical.hosts()[0], true);
        return new Refused(
                Reason.SIGNATURE_MISMATCH,
                "the signature is not the one of SecretId '" + claim.key.id()
                        + "' for this request; expected a canonical request of SHA-256 "
                        + HexFormat.of().formatHex(digest));
    }

    private static boolean isValid(Tc3Request canonical, Claim claim, SigningKey signingKey, boolean asSent) {
        for (String host : canonical.hosts()) {
            SignedText text = signedText(claim, canonical.digest(host, asSent));
            if (signingKey.verifies(text, claim.scope.signature())) {
                return true;
            }
        }
        return false;
    }

    private static SignedText signedText(Claim claim, byte[] canonicalDigest) {
        return new SignedText(256)
                .wire(SCHEME)
                .add('\n')
                .wire(claim.timestamp)
                .add('\n')
                .wire(claim.scope.date())
                .add('/')
                .wire(claim.scope.place())
                .wire(ENDING)
                .add('\n')
                .hex(canonicalDigest);
    }

    /** The Python and Go consumers send the token under a name of their own. */
    private static @Nullable String token(RawRequest request) {
        String token = request.header("X-TC-Token");
        return token == null || token.isEmpty() ? request.header("X-Cls-Token") : token;
    }

    /** What the client says: who signed, for what, and when. */
    private record Claim(ScopedAuthorization scope, AccessKey key, String timestamp) {}
}
