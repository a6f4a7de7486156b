package io.shardbeat.sls.signature;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;

/**
 * The two ways SLS clients write a time: RFC 1123 and basic ISO. The forms the official clients send are read by
 * position, because the general parser costs as much as the whole signature.
 */
public final class SlsDate {
    /** {@code 20261121T203210Z}. */
    static final int BASIC_ISO_LENGTH = 16;

    static final long UNREADABLE = Long.MIN_VALUE;

    /** {@code Sat, 21 Nov 2026 20:32:10 GMT}. */
    private static final int RFC_1123_LENGTH = 29;

    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

    private SlsDate() {}

    /** Seconds since 1970, or {@link #UNREADABLE}. */
    public static long epochSeconds(String text) {
        try {
            if (text.length() == BASIC_ISO_LENGTH && text.charAt(8) == 'T' && text.charAt(15) == 'Z') {
                long day = day(digits(text, 0, 4), digits(text, 4, 6), digits(text, 6, 8));
                return seconds(day, digits(text, 9, 11), digits(text, 11, 13), digits(text, 13, 15));
            }
            if (text.length() == RFC_1123_LENGTH && text.endsWith(" GMT")) {
                int month = MONTHS.indexOf(text.substring(8, 11));
                long day = day(digits(text, 12, 16), month % 3 == 0 ? month / 3 + 1 : 0, digits(text, 5, 7));
                return seconds(day, digits(text, 17, 19), digits(text, 20, 22), digits(text, 23, 25));
            }
            return OffsetDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toEpochSecond();
        } catch (DateTimeException e) {
            return UNREADABLE;
        }
    }

    private static long day(int year, int month, int day) {
        return LocalDate.of(year, month, day).toEpochDay();
    }

    private static long seconds(long day, int hour, int minute, int second) {
        if (hour > 23 || minute > 59 || second > 59) {
            throw new DateTimeException("no time of day: " + hour + ":" + minute + ":" + second);
        }
        return ((day * 24 + hour) * 60 + minute) * 60 + second;
    }

    private static int digits(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new DateTimeException("no digit at " + i);
            }
            number = 10 * number + digit;
        }
        return number;
    }
}
