package io.shardbeat.redis.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TopicSizesTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
    private final TopicSizes sizes = new TopicSizes(Map.of("a", 2, "other", 0), now::get);

    @Test
    void whatIsNotThereHasLessThanNoShards() {
        assertThat(sizes.of("a")).isEqualTo(2);
        assertThat(sizes.of("other")).isZero();
        assertThat(sizes.of("none")).isNegative();
    }

    /** A thousand heartbeats that come when they are old cost one look at the catalog. */
    @Test
    void onlyTheFirstWhoAsksAfterHalfAMinuteHasToReadThemAgain() {
        assertThat(sizes.areToBeReadAgain()).isFalse();
        now.addAndGet(Duration.ofSeconds(30).toNanos() - 1);
        assertThat(sizes.areToBeReadAgain()).isFalse();
        now.incrementAndGet();
        assertThat(sizes.areToBeReadAgain()).isTrue();
        assertThat(sizes.areToBeReadAgain()).isFalse();
        now.addAndGet(Duration.ofSeconds(30).toNanos());
        assertThat(sizes.areToBeReadAgain())
                .as("whoever had to, did not succeed")
                .isTrue();
        assertThat(sizes.areToBeReadAgain()).isFalse();
    }
}
