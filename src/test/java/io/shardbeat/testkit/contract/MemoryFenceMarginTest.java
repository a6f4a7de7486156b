package io.shardbeat.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.coordinator.FenceMarginContract;
import io.shardbeat.group.FenceMargin;
import org.junit.jupiter.api.Test;

class MemoryFenceMarginTest extends FenceMarginContract {
    private final MemoryFixture memory = new MemoryFixture();

    @Override
    protected Fixture fixture() {
        return memory;
    }

    /** Here only: needs time that passes to the millisecond. */
    @Test
    void aSteadyMembersIntervalStaysAsItIs() {
        margin(FenceMargin.AUTO);
        beat("c1");
        pass();
        beatAfter(INTERVAL);
        long observed = interval();
        beatAfter(INTERVAL.minusMillis(5));
        assertThat(interval()).isEqualTo(observed);
    }
}
