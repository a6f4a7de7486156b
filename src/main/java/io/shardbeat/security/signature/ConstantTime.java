package io.shardbeat.security.signature;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Comparisons whose duration does not tell how much of a guess was right, for what a caller must not find out by
 * trying. How long the expected value is may show: it is public.
 */
public final class ConstantTime {
    private static final HexFormat HEX = HexFormat.of();

    private ConstantTime() {}

    /** Whether {@code given} is {@code expected} in lower-case hex. */
    public static boolean isHex(byte[] expected, String given) {
        return isText(HEX.formatHex(expected), given);
    }

    /** Whether {@code given} is {@code expected} in base64 with padding. */
    public static boolean isBase64(byte[] expected, String given) {
        return MessageDigest.isEqual(Base64.getEncoder().encode(expected), given.getBytes(StandardCharsets.ISO_8859_1));
    }

    public static boolean isText(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
