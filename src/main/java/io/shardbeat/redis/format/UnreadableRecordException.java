package io.shardbeat.redis.format;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A stored value is not in the form this version writes: something else wrote it, or a newer version did. The one exception
 * with which records are refused, whatever is wrong with them.
 */
public final class UnreadableRecordException extends IllegalStateException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_EXCERPT = 60;

    private UnreadableRecordException(String message, RuntimeException cause) {
        super(message, cause);
    }

    /** @param kind what it was read as, such as {@code a lease} */
    public static UnreadableRecordException of(String kind, byte[] value, RuntimeException cause) {
        int length = Math.min(value.length, LONGEST_EXCERPT);
        return of(kind, new String(value, 0, length, StandardCharsets.ISO_8859_1), cause);
    }

    public static UnreadableRecordException of(String kind, Map<String, String> hash, RuntimeException cause) {
        return of(kind, hash.toString(), cause);
    }

    private static UnreadableRecordException of(String kind, String value, RuntimeException cause) {
        return new UnreadableRecordException(
                "not " + kind + " in the form of this version: " + printable(value) + ": "
                        + printable(String.valueOf(cause.getMessage())),
                cause);
    }

    private static String printable(String value) {
        StringBuilder text = new StringBuilder("\"");
        value.chars().limit(LONGEST_EXCERPT).forEach(c -> text.append(c < ' ' || c > '~' ? '?' : (char) c));
        return text.append('"').toString();
    }
}
