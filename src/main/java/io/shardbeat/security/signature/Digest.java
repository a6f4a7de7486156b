package io.shardbeat.security.signature;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Digests with one instance per thread: looking an algorithm up costs more than digesting a heartbeat. */
public enum Digest {
    MD5("MD5"),
    SHA256("SHA-256");

    private final ThreadLocal<MessageDigest> instances;

    Digest(String algorithm) {
        instances = ThreadLocal.withInitial(() -> create(algorithm));
    }

    public byte[] of(byte[] data) {
        return instances.get().digest(data);
    }

    public byte[] of(SignedText text) {
        MessageDigest digest = instances.get();
        digest.update(text.array(), 0, text.length());
        return digest.digest();
    }

    private static MessageDigest create(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must provide " + algorithm, e);
        }
    }
}
