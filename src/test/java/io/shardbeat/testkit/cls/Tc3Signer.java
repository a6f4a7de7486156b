package io.shardbeat.testkit.cls;

import io.shardbeat.testkit.wire.SampleRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs a JSON request as the Python consumer does, by the text of the documentation and none of the server's code. */
public final class Tc3Signer {
    private Tc3Signer() {}

    public static SampleRequest sign(SampleRequest request, String id, String secret, Instant now) {
        return sign(request, id, secret, now, "content-type;host", "");
    }

    /** With the name of the action signed, too, as the documentation recommends and no client does. */
    public static SampleRequest signWithAction(SampleRequest request, String id, String secret, Instant now) {
        String action = header(request, "X-TC-Action").toLowerCase(Locale.ROOT);
        return sign(request, id, secret, now, "content-type;host;x-tc-action", "x-tc-action:" + action + "\n");
    }

    private static SampleRequest sign(
            SampleRequest request, String id, String secret, Instant now, String names, String more) {
        String date = now.toString().substring(0, 10);
        String scope = date + "/cls/tc3_request";
        String canonical = "POST\n/\n\ncontent-type:" + header(request, "Content-Type") + "\nhost:"
                + header(request, "Host") + "\n" + more + "\n" + names + "\n"
                + hex(sha256(request.raw().body()));
        String text = "TC3-HMAC-SHA256\n" + now.getEpochSecond() + "\n" + scope + "\n" + hex(sha256(bytes(canonical)));
        byte[] key = hmac(hmac(hmac(bytes("TC3" + secret), date), "cls"), "tc3_request");
        return request.header("X-TC-Timestamp", Long.toString(now.getEpochSecond()))
                .header(
                        "Authorization",
                        "TC3-HMAC-SHA256 Credential=" + id + "/" + scope + ", SignedHeaders=" + names + ", Signature="
                                + hex(hmac(key, text)));
    }

    private static String header(SampleRequest request, String name) {
        return Objects.requireNonNull(request.raw().header(name));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(bytes(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
