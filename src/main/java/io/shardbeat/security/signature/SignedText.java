package io.shardbeat.security.signature;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The text a signature is computed over, built as bytes because a string would be copied twice more on its way into the
 * digest. Not thread-safe; one verification uses one.
 */
public final class SignedText {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes;
    private int length;

    public SignedText() {
        this(512);
    }

    public SignedText(int capacity) {
        bytes = new byte[capacity];
    }

    public SignedText add(char ascii) {
        return add((byte) ascii);
    }

    public SignedText add(byte value) {
        reserve(1);
        bytes[length++] = value;
        return this;
    }

    public SignedText add(byte[] source, int from, int to) {
        reserve(to - from);
        System.arraycopy(source, from, bytes, length, to - from);
        length += to - from;
        return this;
    }

    /**
     * The bytes a client sent, where the HTTP server has made each of them one char. Chars above 255 cannot come off
     * the wire and become {@code ?}, which no signature will match.
     */
    public SignedText wire(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.ISO_8859_1); // one copy, which no loop over chars comes near
        return add(encoded, 0, encoded.length);
    }

    /** As {@link #wire}, with the letters A to Z in lower case. */
    public SignedText wireLower(String text) {
        int from = length;
        wire(text);
        for (int i = from; i < length; i++) {
            if (bytes[i] >= 'A' && bytes[i] <= 'Z') {
                bytes[i] += 'a' - 'A';
            }
        }
        return this;
    }

    /** Text that has been decoded already. */
    public SignedText utf8(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        return add(encoded, 0, encoded.length);
    }

    /** {@code data} in lower-case hex. */
    public SignedText hex(byte[] data) {
        reserve(2 * data.length);
        for (byte b : data) {
            bytes[length++] = HEX[(b >> 4) & 0xF];
            bytes[length++] = HEX[b & 0xF];
        }
        return this;
    }

    public SignedText clear() {
        length = 0;
        return this;
    }

    public int length() {
        return length;
    }

    /** The buffer itself, of which {@link #length()} bytes count. */
    byte[] array() {
        return bytes;
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
