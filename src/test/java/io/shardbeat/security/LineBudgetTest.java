package io.shardbeat.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LineBudgetTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final LineBudget budget = new LineBudget(3, now::get);

    @Test
    void someComeAtOnceThenOneASecondAndTheRestIsCounted() {
        for (int i = 0; i < 3; i++) {
            assertThat(budget.take()).hasValue(0);
        }
        for (int i = 0; i < 1_000; i++) {
            assertThat(budget.take()).isEmpty();
        }
        pass(Duration.ofSeconds(1));
        assertThat(budget.take()).hasValue(1_000);
        assertThat(budget.take()).isEmpty();
    }

    @Test
    void quietTimeIsKeptForABurstAndNoMore() {
        pass(Duration.ofHours(1));
        for (int i = 0; i < 3; i++) {
            assertThat(budget.take()).hasValue(0);
        }
        assertThat(budget.take()).isEmpty();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
