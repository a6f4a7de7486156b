package io.shardbeat.sls.signature;

import io.shardbeat.http.RawRequest;
import io.shardbeat.security.AccessKey;
import io.shardbeat.security.AccessKeys;
import io.shardbeat.security.Verdict;
import io.shardbeat.security.Verdict.Reason;
import io.shardbeat.security.Verdict.Refused;
import io.shardbeat.security.signature.ConstantTime;
import io.shardbeat.security.signature.DerivedKeys;
import io.shardbeat.security.signature.DerivedKeys.SigningKey;
import io.shardbeat.security.signature.Digest;
import io.shardbeat.security.signature.ScopedAuthorization;
import io.shardbeat.security.signature.SignedText;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Signature version 4 of SLS. Source: the official clients; the region is theirs to choose. */
final class SlsV4Signature {
    static final String SCHEME = "SLS4-HMAC-SHA256 ";
    static final String FORM =
            "SLS4-HMAC-SHA256 Credential=<access key id>/<yyyyMMdd>/<region>/sls/aliyun_v4_request,Signature=<hex>";

    /** {@code yyyyMMdd}, which both the credential scope and {@code x-log-date} start with. */
    private static final int DATE_LENGTH = 8;

    private static final String ALGORITHM = "SLS4-HMAC-SHA256";
    private static final String ENDING = "/sls/aliyun_v4_request";

    private final AccessKeys keys;
    private final RequestTime time;
    private final DerivedKeys signingKeys = new DerivedKeys("aliyun_v4", "sls", "aliyun_v4_request");

    SlsV4Signature(AccessKeys keys, RequestTime time) {
        this.keys = keys;
        this.time = time;
    }

    Verdict verify(RawRequest request, String header) {
        ScopedAuthorization authorization = ScopedAuthorization.parse(header, SCHEME, ENDING);
        if (authorization == null) {
            return new Refused(Reason.MALFORMED_AUTHORIZATION, "Authorization must be '" + FORM + "'");
        }
        AccessKey key = keys.find(authorization.id());
        if (key == null) {
            return Refused.unknownKey(authorization.id());
        }
        String date = request.header("x-log-date");
        if (date == null) {
            return new Refused(
                    Reason.MISSING_DATE, "header x-log-date is missing, expected " + RequestTime.BASIC_ISO_FORM);
        }
        Refused refused = check(request, authorization, date);
        return refused == null ? verify(request, authorization, new Signer(key, date)) : refused;
    }

    private @Nullable Refused check(RawRequest request, ScopedAuthorization authorization, String date) {
        if (request.header("Host") == null) {
            return new Refused(Reason.MISSING_HOST, "header Host is missing, and is always signed");
        }
        Refused refused = time.checkV4(date);
        if (refused != null || date.substring(0, DATE_LENGTH).equals(authorization.date())) {
            return refused;
        }
        return new Refused(
                Reason.BAD_SCOPE,
                "the credential scope is of '" + authorization.date() + "', but x-log-date is '" + date + "'");
    }

    private Verdict verify(RawRequest request, ScopedAuthorization authorization, Signer signer) {
        String bodyDigest = request.header("x-log-content-sha256");
        String payload = bodyDigest == null ? sha256(request.body()) : bodyDigest;
        LogHeaders headers = LogHeaders.ofV4(request.headers());
        SigningKey signingKey = signingKeys.find(signer.key, authorization);
        byte[] canonical = canonicalDigest(request, headers, payload);
        boolean valid = signingKey.verifies(signedText(authorization, signer, canonical), authorization.signature());
        if (!valid && headers.dropMeta()) {
            byte[] withoutMeta = canonicalDigest(request, headers, payload);
            valid = signingKey.verifies(signedText(authorization, signer, withoutMeta), authorization.signature());
        }
        if (!valid) {
            return mismatch(signer.key, canonical);
        }
        signingKeys.keep(signingKey);
        // Only the header is signed, so the body must be held against it; it is not looked at before the signature
        // holds.
        if (bodyDigest != null && !ConstantTime.isHex(Digest.SHA256.of(request.body()), bodyDigest)) {
            return new Refused(
                    Reason.BODY_DIGEST_MISMATCH,
                    "x-log-content-sha256 is '" + bodyDigest + "', which is not the SHA-256 of the body of "
                            + request.body().length + " bytes in lower-case hex");
        }
        return signer.key.admit(request.header("x-acs-security-token"));
    }

    private static byte[] canonicalDigest(RawRequest request, LogHeaders headers, String payload) {
        SignedText text = new SignedText(1024);
        text.wire(request.method()).add('\n').wire(request.path()).add('\n');
        QueryPairs.of(request.query()).addEncodedTo(text);
        headers.addWithNamesTo(text.add('\n'));
        return Digest.SHA256.of(text.add('\n').wire(payload));
    }

    private static SignedText signedText(ScopedAuthorization scope, Signer signer, byte[] canonical) {
        return new SignedText(256)
                .wire(ALGORITHM)
                .add('\n')
                .wire(signer.date)
                .add('\n')
                .wire(scope.date())
                .add('/')
                .wire(scope.place())
                .wire(ENDING)
                .add('\n')
                .hex(canonical);
    }

    /** The digest of the canonical request helps to find what client and server see differently, and proves nothing. */
    private static Refused mismatch(AccessKey key, byte[] canonical) {
        return new Refused(
                Reason.SIGNATURE_MISMATCH,
                "the signature is not the one of access key '" + key.id() + "' for this request; expected a canonical"
                        + " request of SHA-256 " + HexFormat.of().formatHex(canonical)
                        + " with x-log-*, x-acs-*, host and content-type headers");
    }

    private static String sha256(byte[] body) {
        return HexFormat.of().formatHex(Digest.SHA256.of(body));
    }

    /** Who signed, and when by the {@code x-log-date} of the request. */
    private record Signer(AccessKey key, String date) {}
}
