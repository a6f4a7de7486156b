package io.shardbeat.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokenBucketsTest {
    private static final int SETS = 4;
    private static final long MILLI = 1_000_000;

    private final AtomicLong now = new AtomicLong(-5); // as System.nanoTime, which may be negative
    private final TokenBuckets buckets = new TokenBuckets(10, Duration.ofSeconds(2), SETS, now::get);

    @Test
    void aBucketHasItsBurstAndThenWhatComesBack() {
        assertThat(takes(1, 100)).isEqualTo(20);
        now.addAndGet(99 * MILLI);
        assertThat(takes(1, 100)).isZero();
        now.addAndGet(MILLI);
        assertThat(takes(1, 100)).isEqualTo(1);
        now.addAndGet(500 * MILLI);
        assertThat(takes(1, 100)).isEqualTo(5);
        now.addAndGet(3_600_000 * MILLI);
        assertThat(takes(1, 100)).isEqualTo(20);
    }

    @Test
    void oneNameDoesNotCostAnother() {
        takes(1, 100);

        assertThat(takes(2, 100)).isEqualTo(20);
    }

    @Test
    void anEmptyBucketKeepsItsPlaceAmongNamesThatComeOnce() {
        takes(1, 100);

        IntStream.range(2, 1_000).forEach(name -> {
            now.addAndGet(500 * MILLI); // a name that came before this is full again
            buckets.take(name);
            assertThat(takes(1, 100)).as("after %s others", name).isEqualTo(5);
        });
    }

    @Test
    void withoutALimitNothingIsCounted() {
        TokenBuckets unlimited = new TokenBuckets(0, Duration.ofSeconds(1), SETS, now::get);

        assertThat(IntStream.range(0, 10_000).allMatch(i -> unlimited.take(1))).isTrue();
    }

    @Test
    void manyThreadsTakeNoMoreThanThereIs() {
        long taken = IntStream.range(0, 10_000)
                .parallel()
                .filter(i -> buckets.take(7))
                .count();

        assertThat(taken).isEqualTo(20);
    }

    private long takes(long name, int tries) {
        return IntStream.range(0, tries).filter(i -> buckets.take(name)).count();
    }
}
