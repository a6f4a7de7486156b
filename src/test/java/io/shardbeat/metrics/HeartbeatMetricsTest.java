package io.shardbeat.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shardbeat.http.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeartbeatMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final HeartbeatMetrics metrics = new HeartbeatMetrics(registry, List.of());

    @Test
    void countsByDialectAndOutcome() {
        metrics.answered("sls", Outcome.OK, 1_000);
        metrics.answered("sls", Outcome.OK, 1_000);
        metrics.answered("sls", Outcome.FAILED, 1_000);
        metrics.answered("cls", Outcome.UNKNOWN_GROUP, 1_000);

        assertThat(count("sls", "granted")).isEqualTo(2);
        assertThat(count("sls", "failed")).isEqualTo(1);
        assertThat(count("sls", "unknown_member")).isZero();
        assertThat(count("cls", "granted")).isZero();
        assertThat(count("cls", "unknown_group")).isEqualTo(1);
    }

    @Test
    void whatNobodyTimedIsCountedOnly() {
        metrics.answered("sls", Outcome.MALFORMED, -1);
        metrics.answered("sls", Outcome.OK, 2_000_000);
        assertThat(count("sls", "malformed")).isEqualTo(1);
        assertThat(registry.get("shardbeat.heartbeat.duration").timer().count()).isEqualTo(1);
    }

    private double count(String dialect, String outcome) {
        return registry.get("shardbeat.heartbeats")
                .tag("dialect", dialect)
                .tag("outcome", outcome)
                .functionCounter()
                .count();
    }
}
