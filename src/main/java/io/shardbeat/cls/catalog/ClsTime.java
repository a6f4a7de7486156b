package io.shardbeat.cls.catalog;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as the protocol writes them. The documentation names no zone; this is UTC. */
final class ClsTime {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private ClsTime() {}

    static String text(Instant time) {
        return FORMAT.format(time);
    }
}
