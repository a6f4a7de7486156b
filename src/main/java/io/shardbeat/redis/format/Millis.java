package io.shardbeat.redis.format;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A time as the store has it: milliseconds since 1970 by the clock of Redis; 0 where there is none. */
public final class Millis {
    private Millis() {}

    public static long of(@Nullable Instant time) {
        return time == null ? 0 : time.toEpochMilli();
    }

    public static String text(@Nullable Instant time) {
        return Long.toString(of(time));
    }

    public static @Nullable Instant time(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }

    public static @Nullable Instant time(String millis) {
        return time(StoredNumber.of(millis));
    }
}
