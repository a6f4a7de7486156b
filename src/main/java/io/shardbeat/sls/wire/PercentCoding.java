package io.shardbeat.sls.wire;

import java.nio.charset.StandardCharsets;

/**
 * Decodes parts of a request line. What is not a proper escape stays as it is, as in the signed text; what is not UTF-8
 * becomes {@link #UNREADABLE}.
 */
public final class PercentCoding {
    /** Stands for bytes that are not UTF-8. */
    public static final char UNREADABLE = '\uFFFD';

    private PercentCoding() {}

    /** A path segment: {@code +} means itself. */
    static String segment(String text, int from, int to) {
        return decode(text, from, to, false);
    }

    /** A query value: Go and Python clients write a space as {@code +}, Java as {@code %20}. */
    static String value(String text, int from, int to) {
        return decode(text, from, to, true);
    }

    private static String decode(String text, int from, int to, boolean plusIsSpace) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '%' || c > '~' || (c == '+' && plusIsSpace)) {
                return decodeBytes(text, from, to, plusIsSpace);
            }
        }
        return text.substring(from, to);
    }

    private static String decodeBytes(String text, int from, int to, boolean plusIsSpace) {
        byte[] raw = text.substring(from, to).getBytes(StandardCharsets.ISO_8859_1);
        int length = 0;
        for (int i = 0; i < raw.length; i++) {
            byte b = raw[i];
            if (b == '+' && plusIsSpace) {
                b = ' ';
            } else if (b == '%' && i + 2 < raw.length) {
                int value = Character.digit(raw[i + 1], 16) << 4 | Character.digit(raw[i + 2], 16);
                if (value >= 0) {
                    b = (byte) value;
                    i += 2;
                }
            }
            raw[length++] = b;
        }
        return new String(raw, 0, length, StandardCharsets.UTF_8);
    }
}
