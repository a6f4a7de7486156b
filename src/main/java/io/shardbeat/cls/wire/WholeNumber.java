package io.shardbeat.cls.wire;

/** Whole numbers as text. Flattened arguments know nothing else, and some clients write numbers as text in JSON too. */
public final class WholeNumber {
    public static final long NONE = -1;

    private WholeNumber() {}

    /** The number, or {@link #NONE} where the text is no number from 0 to 9223372036854775807. */
    public static long parse(String digits) {
        long number = digits.isEmpty() ? NONE : 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '9' || number > (Long.MAX_VALUE - (c - '0')) / 10) {
                return NONE;
            }
            number = 10 * number + (c - '0');
        }
        return number;
    }

    /** The number, or {@link #NONE} where the text is no number from 0 to 2147483647. */
    public static int parseInt(String digits) {
        long number = parse(digits);
        return number > Integer.MAX_VALUE ? (int) NONE : (int) number;
    }
}
