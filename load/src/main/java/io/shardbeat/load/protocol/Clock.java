package io.shardbeat.load.protocol;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The wall clock in the forms that requests carry, made once a second. One thread at a time. */
final class Clock {
    private static final DateTimeFormatter RFC_1123 =
            format("EEE, dd MMM yyyy HH:mm:ss 'GMT'").withLocale(Locale.ENGLISH);
    private static final DateTimeFormatter BASIC_ISO = format("yyyyMMdd'T'HHmmss'Z'");
    private static final DateTimeFormatter DAY = format("yyyy-MM-dd");

    private long second = Long.MIN_VALUE;
    private Times times = new Times(0, "", "", "");

    /**
     * One second.
     *
     * @param seconds since 1970
     * @param rfc1123 {@code Sat, 21 Nov 2026 20:32:10 GMT}
     * @param basicIso {@code 20261121T203210Z}
     * @param day {@code 2026-11-21}
     */
    record Times(long seconds, String rfc1123, String basicIso, String day) {}

    Times at(long seconds) {
        if (seconds != second) {
            second = seconds;
            Instant instant = Instant.ofEpochSecond(seconds);
            times = new Times(seconds, RFC_1123.format(instant), BASIC_ISO.format(instant), DAY.format(instant));
        }
        return times;
    }

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }
}
