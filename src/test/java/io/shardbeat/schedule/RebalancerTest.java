package io.shardbeat.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.coordinator.StoreUnavailableException.Reason;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Why passes pause is said to whoever reads the log, not in names of classes. */
class RebalancerTest {
    @Test
    void aStoreThatDoesNotAnswerIsSaidSo() {
        assertThat(Rebalancer.wordsOf(new TimeoutException())).isEqualTo("no answer in 5 s");
    }

    @Test
    void whatTheStoreSaysIsPassedOn() {
        assertThat(Rebalancer.wordsOf(new StoreUnavailableException(Reason.UNREACHABLE, "Redis at a is a replica")))
                .isEqualTo("Redis at a is a replica");
    }
}
