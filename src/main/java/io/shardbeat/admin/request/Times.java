package io.shardbeat.admin.request;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times of day as operators write them: ISO 8601, milliseconds since 1970, or an age such as {@code 90s} or {@code 1h}. */
public final class Times {
    private static final Pattern AGE = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Pattern MILLIS = Pattern.compile("\\d{1,15}");
    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));

    private Times() {}

    /**
     * In whole milliseconds, as the store has times; not before 1970.
     *
     * @throws AdminException when the text is none of these
     */
    public static Instant time(String name, String text, Instant now) {
        Matcher age = AGE.matcher(text);
        if (age.matches()) {
            return Instant.ofEpochMilli(Math.max(0, now.minus(duration(age)).toEpochMilli()));
        }
        if (MILLIS.matcher(text).matches()) {
            return Instant.ofEpochMilli(Long.parseLong(text));
        }
        try {
            // A plus sign in a query is a blank.
            return Instant.ofEpochMilli(Math.max(
                    0, OffsetDateTime.parse(text.replace(' ', '+')).toInstant().toEpochMilli()));
        } catch (DateTimeException | ArithmeticException e) {
            throw new AdminException(
                    AdminError.INVALID_ARGUMENT,
                    name + " must be a time such as " + Instant.EPOCH
                            + ", milliseconds since 1970, or an age such as 90s," + " 15m or 1h");
        }
    }

    private static Duration duration(Matcher age) {
        Duration unit = UNITS.getOrDefault(age.group(2), Duration.ZERO);
        return unit.multipliedBy(Long.parseLong(age.group(1)));
    }
}
