package io.shardbeat.redis.format;

/** Numbers as they are stored: digits only. No count, epoch or clock is negative, and sums of two fit into a long. */
public final class StoredNumber {
    /** No epoch and no clock has more. */
    static final int MOST_DIGITS = 18;

    private StoredNumber() {}

    /** Throws {@link NumberFormatException} for what is none. */
    public static long of(String text) {
        boolean digits = !text.isEmpty() && text.length() <= MOST_DIGITS;
        for (int i = 0; digits && i < text.length(); i++) {
            digits = isDigit(text.charAt(i));
        }
        if (!digits) {
            throw new NumberFormatException("not a whole number of 1 to " + MOST_DIGITS + " digits");
        }
        return Long.parseLong(text);
    }

    /** One that is no clock and no epoch. */
    public static int small(String text) {
        long number = of(text);
        if (number > Integer.MAX_VALUE) {
            throw new NumberFormatException("more than " + Integer.MAX_VALUE);
        }
        return (int) number;
    }

    /** Where the digits that begin at {@code start} end; {@code start} itself where they are no number. */
    public static int end(byte[] text, int start) {
        int at = start;
        while (at < text.length && isDigit(text[at])) {
            at++;
        }
        return at - start > MOST_DIGITS ? start : at;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
