package io.shardbeat.ctl.text;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as people write them, and ages. */
public final class Spans {
    private static final String FORM = "a duration is like 500ms, 90s, 10m, 2h or 1h30m";
    private static final Pattern PART = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
    private static final Pattern WHOLE = Pattern.compile("(?:[0-9]{1,9}(?:ms|s|m|h|d))+");

    private Spans() {}

    /** @throws IllegalArgumentException when it is none, or not above zero */
    public static Duration parse(String text) {
        Duration sum = Duration.ZERO;
        if (WHOLE.matcher(text).matches()) {
            Matcher parts = PART.matcher(text);
            while (parts.find()) {
                sum = sum.plus(unit(parts.group(2)).multipliedBy(Long.parseLong(parts.group(1))));
            }
        } else {
            sum = iso(text);
        }
        if (sum.isZero() || sum.isNegative()) {
            throw new IllegalArgumentException("a duration is above zero");
        }
        return sum;
    }

    private static Duration iso(String text) {
        try {
            return Duration.parse(text.toUpperCase(Locale.ROOT));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(FORM, e);
        }
    }

    private static Duration unit(String word) {
        switch (word) {
            case "ms":
                return Duration.ofMillis(1);
            case "s":
                return Duration.ofSeconds(1);
            case "m":
                return Duration.ofMinutes(1);
            case "h":
                return Duration.ofHours(1);
            default:
                return Duration.ofDays(1);
        }
    }

    /** A time of day, or how long ago: {@code 2026-11-29T03:00:00Z} or {@code 10m}. */
    public static Instant instant(String text, Instant now) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            try {
                return now.minus(parse(text));
            } catch (IllegalArgumentException none) {
                throw new IllegalArgumentException("a time is like 2026-11-29T03:00:00Z, or how long ago: 10m", none);
            }
        }
    }

    /** As the admin API takes them: one unit, nothing lost. */
    public static String wire(Duration span) {
        long millis = span.toMillis();
        if (millis % 1_000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1_000;
        if (seconds % 60 != 0) {
            return seconds + "s";
        }
        return seconds % 3_600 == 0 ? seconds / 3_600 + "h" : seconds / 60 + "m";
    }

    /** In at most two units, rounded down: {@code 3m20s}. */
    public static String text(Duration span) {
        long seconds = span.abs().toSeconds();
        if (seconds == 0) {
            return span.toMillis() == 0 ? "0s" : Math.abs(span.toMillis()) + "ms";
        }
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3_600) {
            return two(seconds / 60, "m", seconds % 60, "s");
        }
        return seconds < 86_400
                ? two(seconds / 3_600, "h", seconds % 3_600 / 60, "m")
                : two(seconds / 86_400, "d", seconds % 86_400 / 3_600, "h");
    }

    private static String two(long large, String unit, long small, String smaller) {
        return small == 0 ? large + unit : large + unit + small + smaller;
    }

    /** Before or after now: {@code 3m20s ago}, {@code in 5s}; {@code null} when the text is no time. */
    public static @Nullable String age(String time, Instant now) {
        try {
            Duration since = Duration.between(Instant.parse(time), now);
            return since.isNegative() ? "in " + text(since) : text(since) + " ago";
        } catch (DateTimeException e) {
            return null;
        }
    }
}
