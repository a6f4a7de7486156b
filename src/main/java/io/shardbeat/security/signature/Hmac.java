package io.shardbeat.security.signature;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keyed digests with one instance per thread, which keeps its last key: looking an algorithm up costs more than signing
 * a heartbeat, and most of a fleet beats with one key.
 */
public enum Hmac {
    SHA1("HmacSHA1"),
    SHA256("HmacSHA256");

    private static final byte[] NO_KEY = {};

    private final ThreadLocal<Instance> instances;

    Hmac(String algorithm) {
        instances = ThreadLocal.withInitial(() -> new Instance(algorithm));
    }

    /** {@code key} must not be empty. */
    public byte[] of(byte[] key, SignedText text) {
        return instances.get().digest(key, text.array(), text.length());
    }

    /** {@code key} must not be empty. */
    public byte[] of(byte[] key, String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        return instances.get().digest(key, encoded, encoded.length);
    }

    private static final class Instance {
        private final String algorithm;
        private final Mac mac;
        private byte[] key = NO_KEY;

        Instance(String algorithm) {
            this.algorithm = algorithm;
            try {
                mac = Mac.getInstance(algorithm);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform must provide " + algorithm, e);
            }
        }

        byte[] digest(byte[] key, byte[] data, int length) {
            if (!Arrays.equals(key, this.key)) {
                init(key);
            }
            mac.update(data, 0, length);
            return mac.doFinal();
        }

        private void init(byte[] key) {
            try {
                mac.init(new SecretKeySpec(key, algorithm));
            } catch (InvalidKeyException e) {
                throw new IllegalStateException(algorithm + " takes keys of any length", e);
            }
            this.key = key.clone();
        }
    }
}
