package io.shardbeat.ctl.text;

import java.util.Comparator;

/** As people count: {@code worker-9} before {@code worker-10}. Texts that only differ in leading zeros stay apart. */
public final class NaturalOrder implements Comparator<String> {
    public static final Comparator<String> INSTANCE = new NaturalOrder().thenComparing(Comparator.naturalOrder());

    private NaturalOrder() {}

    @Override
    public int compare(String left, String right) {
        int at = 0;
        int other = 0;
        while (at < left.length() && other < right.length()) {
            int end = endOfRun(left, at);
            int otherEnd = endOfRun(right, other);
            int order = isDigit(left.charAt(at)) && isDigit(right.charAt(other))
                    ? compareNumbers(left.substring(at, end), right.substring(other, otherEnd))
                    : left.substring(at, end).compareTo(right.substring(other, otherEnd));
            if (order != 0) {
                return order;
            }
            at = end;
            other = otherEnd;
        }
        return Integer.compare(left.length() - at, right.length() - other);
    }

    /** Digits go together, anything else goes alone. */
    private static int endOfRun(String text, int start) {
        int end = start + 1;
        while (isDigit(text.charAt(start)) && end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** Of any length: the longer number is the larger one. */
    private static int compareNumbers(String left, String right) {
        String some = withoutZeros(left);
        String others = withoutZeros(right);
        return some.length() == others.length()
                ? some.compareTo(others)
                : Integer.compare(some.length(), others.length());
    }

    private static String withoutZeros(String digits) {
        int start = 0;
        while (start < digits.length() - 1 && digits.charAt(start) == '0') {
            start++;
        }
        return digits.substring(start);
    }

    private static boolean isDigit(char each) {
        return each >= '0' && each <= '9';
    }
}
