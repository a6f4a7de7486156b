package io.shardbeat.testkit;

import java.util.stream.LongStream;

/** The seeds of random tests. {@code -Dseeds.percent=1000} tries ten times as many, {@code 10} a tenth. */
public final class Seeds {
    private static final long PERCENT = Long.getLong("seeds.percent", 100);

    private Seeds() {}

    /** The first so many, or the share of them that was asked for; at least one. */
    public static LongStream first(int count) {
        return LongStream.range(0, Math.max(1, count * PERCENT / 100));
    }
}
