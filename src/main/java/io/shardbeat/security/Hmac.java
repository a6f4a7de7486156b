package io.shardbeat.security;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keyed digests with one instance per thread: looking an algorithm up costs more than signing a heartbeat. */
public enum Hmac {
    SHA1("HmacSHA1"),
    SHA256("HmacSHA256");

    private final String algorithm;
    private final ThreadLocal<Mac> instances;

    Hmac(String algorithm) {
        this.algorithm = algorithm;
        instances = ThreadLocal.withInitial(() -> create(algorithm));
    }

    /** {@code key} must not be empty. */
    public byte[] of(byte[] key, SignedText text) {
        Mac mac = keyed(key);
        mac.update(text.array(), 0, text.length());
        return mac.doFinal();
    }

    /** {@code key} must not be empty. */
    public byte[] of(byte[] key, String text) {
        return keyed(key).doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private Mac keyed(byte[] key) {
        Mac mac = instances.get();
        try {
            mac.init(new SecretKeySpec(key, algorithm));
            return mac;
        } catch (InvalidKeyException e) {
            throw new IllegalStateException(algorithm + " takes keys of any length", e);
        }
    }

    private static Mac create(String algorithm) {
        try {
            return Mac.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must provide " + algorithm, e);
        }
    }
}
