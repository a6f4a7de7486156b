package io.shardbeat.cls.signature;

import io.shardbeat.http.RawRequest;
import io.shardbeat.security.AcceptedSignatures;
import io.shardbeat.security.AccessKey;
import io.shardbeat.security.AccessKeys;
import io.shardbeat.security.Verdict;
import io.shardbeat.security.Verdict.Reason;
import io.shardbeat.security.Verdict.Refused;
import io.shardbeat.security.signature.ConstantTime;
import io.shardbeat.security.signature.Hmac;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Signature version 1 of API 3.0, where everything is a request parameter. Source: the official clients and the sample
 * of the API reference.
 */
final class V1Signature {
    static final String SIGNATURE = "Signature";

    private static final String SECRET_ID = "SecretId";
    private static final String METHOD = "SignatureMethod";
    private static final String SHA1 = "HmacSHA1";
    private static final String SHA256 = "HmacSHA256";

    private final AccessKeys keys;
    private final RequestTime time;
    private final AcceptedSignatures accepted;

    V1Signature(AccessKeys keys, RequestTime time, AcceptedSignatures accepted) {
        this.keys = keys;
        this.time = time;
        this.accepted = accepted;
    }

    /** Whether the parameters claim to be signed, completely or not. */
    static boolean isSigned(Map<String, String> parameters) {
        return parameters.containsKey(SIGNATURE) || parameters.containsKey(SECRET_ID);
    }

    Verdict verify(RawRequest request, Map<String, String> parameters) {
        if (!accepted.clsV1()) {
            return AcceptedSignatures.refusal("a signature of version 1", "shardbeat.auth.cls-v1");
        }
        if (!accepted.hmacSha1() && parameters.getOrDefault(METHOD, SHA1).equals(SHA1)) {
            return AcceptedSignatures.refusal(SHA1, "shardbeat.auth.hmac-sha1");
        }
        String id = parameters.getOrDefault(SECRET_ID, "");
        AccessKey key = keys.find(id);
        if (key == null) {
            return Refused.unknownKey(id);
        }
        Refused refused = time.check(parameters.get("Timestamp"), "Timestamp");
        if (refused == null) {
            refused = check(request, parameters, key);
        }
        return refused == null ? key.admit(parameters.get("Token")) : refused;
    }

    private static @Nullable Refused check(RawRequest request, Map<String, String> parameters, AccessKey key) {
        String signature = parameters.getOrDefault(SIGNATURE, "");
        if (signature.isEmpty()) {
            return new Refused(Reason.MISSING_SIGNATURE, "SecretId is there, but Signature is missing");
        }
        String name = parameters.getOrDefault(METHOD, SHA1);
        Hmac method = name.equals(SHA1) ? Hmac.SHA1 : Hmac.SHA256;
        if (method == Hmac.SHA256 && !name.equals(SHA256)) {
            return new Refused(
                    Reason.INVALID_SIGNATURE_METHOD,
                    METHOD + " is '" + name + "', expected " + SHA1 + " (also when left out) or " + SHA256);
        }
        String host = request.header("Host");
        if (host == null) {
            return new Refused(Reason.MISSING_HOST, "header Host is missing, and is always signed");
        }
        byte[] secret = key.secret().getBytes(StandardCharsets.UTF_8);
        V1Request signed = new V1Request(request, parameters);
        String[] hosts = HostForms.of(host);
        for (int form = 0; form < (signed.hasUnderscores() ? 2 : 1) * hosts.length; form++) {
            byte[] expected = method.of(secret, signed.signedText(hosts[form % hosts.length], form >= hosts.length));
            if (ConstantTime.isBase64(expected, signature)) {
                return null;
            }
        }
        return new Refused(
                Reason.SIGNATURE_MISMATCH,
                "the signature is not the one of SecretId '" + key.id() + "' for this request: expected " + name
                        + " over '" + request.method() + hosts[0] + request.path()
                        + "?' and the parameters sorted by name, values not encoded");
    }
}
