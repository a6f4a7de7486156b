package io.shardbeat.http;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The value of {@code Date}, written anew once a second. Source: RFC 9110, 5.6.7. */
@Singleton
public class HttpDate {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

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
}
