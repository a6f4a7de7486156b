package io.shardbeat.cls;

/** Whole numbers as text. Flattened arguments know nothing else, and some clients write numbers as text in JSON too. */
final class WholeNumber {
    static final long NONE = -1;

    private static final int MAX_DIGITS = 18;

    private WholeNumber() {}

    /** The number, or {@link #NONE} where the text is anything but 1 to 18 digits. */
    static long parse(String digits) {
        if (digits.isEmpty() || digits.length() > MAX_DIGITS) {
            return NONE;
        }
        long number = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '9') {
                return NONE;
            }
            number = 10 * number + (c - '0');
        }
        return number;
    }

    /** The number, or {@link #NONE} where the text is no number from 0 to 2147483647. */
    static int parseInt(String digits) {
        long number = parse(digits);
        return number > Integer.MAX_VALUE ? (int) NONE : (int) number;
    }
}
