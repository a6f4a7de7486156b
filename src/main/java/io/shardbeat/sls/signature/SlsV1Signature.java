package io.shardbeat.sls.signature;

import io.shardbeat.http.RawRequest;
import io.shardbeat.security.AcceptedSignatures;
import io.shardbeat.security.AccessKey;
import io.shardbeat.security.AccessKeys;
import io.shardbeat.security.Verdict;
import io.shardbeat.security.Verdict.Reason;
import io.shardbeat.security.Verdict.Refused;
import io.shardbeat.security.signature.ConstantTime;
import io.shardbeat.security.signature.Digest;
import io.shardbeat.security.signature.Hmac;
import io.shardbeat.security.signature.SignedText;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Signature version 1 of SLS. Source: "Request signatures" of the SLS API reference, and the official clients. */
final class SlsV1Signature {
    static final String SCHEME = "LOG ";
    static final String FORM = "LOG <access key id>:<base64 signature>";

    private static final String METHOD = "hmac-sha1";

    /** On no page; the Node client signs so. */
    private static final String METHOD_256 = "hmac-sha256";

    private final AccessKeys keys;
    private final RequestTime time;
    private final AcceptedSignatures accepted;

    SlsV1Signature(AccessKeys keys, RequestTime time, AcceptedSignatures accepted) {
        this.keys = keys;
        this.time = time;
        this.accepted = accepted;
    }

    Verdict verify(RawRequest request, String authorization) {
        if (!accepted.slsV1()) {
            return AcceptedSignatures.refusal("signature version 1", "shardbeat.auth.sls-v1");
        }
        int colon = authorization.indexOf(':');
        if (colon < 0) {
            return new Refused(Reason.MALFORMED_AUTHORIZATION, "Authorization must be '" + FORM + "'");
        }
        String id = authorization.substring(SCHEME.length(), colon);
        String signature = authorization.substring(colon + 1);
        if (signature.isEmpty()) {
            return new Refused(
                    Reason.MISSING_SIGNATURE, "Authorization must be '" + FORM + "', the signature is empty");
        }
        AccessKey key = keys.find(id);
        if (key == null) {
            return Refused.unknownKey(id);
        }
        Refused refused = check(request);
        return refused == null ? verify(request, key, signature) : refused;
    }

    private @Nullable Refused check(RawRequest request) {
        String method = request.header("x-log-signaturemethod");
        if (method == null) {
            return new Refused(
                    Reason.MISSING_SIGNATURE_METHOD, "header x-log-signaturemethod is missing, expected " + METHOD);
        }
        if (!method.equalsIgnoreCase(METHOD) && !method.equalsIgnoreCase(METHOD_256)) {
            return new Refused(
                    Reason.INVALID_SIGNATURE_METHOD,
                    "header x-log-signaturemethod is '" + method + "', expected " + METHOD + " or " + METHOD_256);
        }
        if (!accepted.hmacSha1() && method.equalsIgnoreCase(METHOD)) {
            return AcceptedSignatures.refusal(METHOD, "shardbeat.auth.hmac-sha1");
        }
        if (!accepted.unsignedBody() && request.body().length > 0 && bodyDigest(request) == null) {
            return AcceptedSignatures.refusal("a body without Content-MD5", "shardbeat.auth.unsigned-body");
        }
        return time.checkV1(request);
    }

    private Verdict verify(RawRequest request, AccessKey key, String signature) {
        String bodyDigest = bodyDigest(request);
        byte[] secret = key.secret().getBytes(StandardCharsets.UTF_8);
        byte[] expected = hmac(request).of(secret, signedText(request, bodyDigest));
        if (!ConstantTime.isBase64(expected, signature)) {
            return new Refused(
                    Reason.SIGNATURE_MISMATCH,
                    "the signature is not the one of access key '" + key.id() + "' for this request: expected"
                            + " an HMAC over method, Content-MD5,"
                            + " Content-Type, Date, x-log-* and"
                            + " x-acs-* headers and resource");
        }
        // Only the header is signed, so the body must be held against it; it is not looked at before the signature
        // holds.
        if (bodyDigest != null && !isDigestOf(request.body(), bodyDigest)) {
            return new Refused(
                    Reason.BODY_DIGEST_MISMATCH,
                    "Content-MD5 is '" + bodyDigest + "', which is not the MD5 of the body of " + request.body().length
                            + " bytes in upper-case hex");
        }
        return key.admit(request.header("x-acs-security-token"));
    }

    private static Hmac hmac(RawRequest request) {
        return METHOD_256.equalsIgnoreCase(request.header("x-log-signaturemethod")) ? Hmac.SHA256 : Hmac.SHA1;
    }

    /** The Node client sends an empty one where there is no body. */
    private static @Nullable String bodyDigest(RawRequest request) {
        String digest = request.header("Content-MD5");
        return digest == null || digest.isEmpty() ? null : digest;
    }

    private static SignedText signedText(RawRequest request, @Nullable String bodyDigest) {
        SignedText text = new SignedText();
        text.wire(request.method()).add('\n');
        addLine(text, bodyDigest);
        addLine(text, request.header("Content-Type"));
        String date = request.header("Date");
        addLine(text, date == null ? request.header("x-log-date") : date);
        LogHeaders.ofV1(request.headers()).addTo(text);
        text.add('\n').wire(request.path());
        QueryPairs query = QueryPairs.of(request.query());
        if (!query.isEmpty()) {
            query.addTo(text.add('?'));
        }
        return text;
    }

    private static void addLine(SignedText text, @Nullable String value) {
        if (value != null) {
            text.wire(value);
        }
        text.add('\n');
    }

    private static boolean isDigestOf(byte[] body, String given) {
        return HexFormat.of().formatHex(Digest.MD5.of(body)).equals(given.toLowerCase(Locale.ROOT));
    }
}
