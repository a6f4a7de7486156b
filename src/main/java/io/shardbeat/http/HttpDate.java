package io.shardbeat.http;

import io.vertx.core.MultiMap;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The value of {@code Date}, written anew once a second, and dates of others put right. Source: RFC 9110, 5.6.7. */
@Singleton
public class HttpDate {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** Where the day is, after {@code "Tue, "}. */
    private static final int DAY = 5;

    private final InstantSource clock;
    private volatile Second last = new Second(-1, "");

    private record Second(long number, String text) {}

    public HttpDate(InstantSource clock) {
        this.clock = clock;
    }

    public String now() {
        long number = Math.floorDiv(clock.millis(), 1000L);
        Second known = last;
        if (known.number != number) {
            known = new Second(number, FORMAT.format(Instant.ofEpochSecond(number)));
            last = known;
        }
        return known.text;
    }

    /**
     * Gives an answer its Date. Files that Vert.x serves have one already, and a Last-Modified, both with a day of one digit on the
     * first nine of a month.
     */
    public void stamp(MultiMap answer) {
        answer.set("Date", now());
        String modified = answer.get("Last-Modified");
        if (modified != null && modified.indexOf(' ', DAY) == DAY + 1) {
            answer.set("Last-Modified", modified.substring(0, DAY) + '0' + modified.substring(DAY));
        }
    }
}
