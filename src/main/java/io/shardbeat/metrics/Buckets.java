package io.shardbeat.metrics;

import java.time.Duration;
import java.util.stream.LongStream;

/** Upper ends of the buckets of histograms: few, since each is a series of its own. */
final class Buckets {
    /** For what takes as long as consumers do. */
    static final Duration[] OF_CONSUMERS =
            millis(100, 500, 1_000, 2_500, 5_000, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000);

    private Buckets() {}

    static Duration[] millis(long... ends) {
        return LongStream.of(ends).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }
}
