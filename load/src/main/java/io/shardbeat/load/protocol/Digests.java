package io.shardbeat.load.protocol;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Hashes and keyed hashes of text. One thread at a time. */
final class Digests {
    private static final HexFormat LOWER = HexFormat.of();
    private static final HexFormat UPPER = HexFormat.of().withUpperCase();

    private final MessageDigest md5;
    private final MessageDigest sha256;

    Digests() {
        try {
            md5 = MessageDigest.getInstance("MD5");
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Upper-case hex, as SLS wants it. */
    String md5(byte[] bytes) {
        return UPPER.formatHex(md5.digest(bytes));
    }

    /** Lower-case hex. */
    String sha256(byte[] bytes) {
        return hex(sha256.digest(bytes));
    }

    String sha256(CharSequence text) {
        return sha256(utf8(text));
    }

    /** A keyed hash, ready to use again and again. */
    static Mac mac(String algorithm, byte[] key) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The HMAC-SHA256 chain that derives a day's key from a secret. */
    static Mac derived(String secret, String... scope) {
        Mac mac = mac("HmacSHA256", utf8(secret));
        for (String part : scope) {
            mac = mac("HmacSHA256", mac.doFinal(utf8(part)));
        }
        return mac;
    }

    static String hex(byte[] bytes) {
        return LOWER.formatHex(bytes);
    }

    static byte[] utf8(CharSequence text) {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
