package io.shardbeat.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.coordinator.HeartbeatListener.End;
import io.shardbeat.group.GroupId;
import org.junit.jupiter.api.Test;

class HeartbeatMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final HeartbeatMetrics metrics = new HeartbeatMetrics(registry);

    @Test
    void countsByDialectAndOutcome() {
        metrics.ended(group("sls"), End.GRANTED);
        metrics.ended(group("sls"), End.GRANTED);
        metrics.ended(group("sls"), End.FAILED);
        metrics.ended(group("cls"), End.UNKNOWN_GROUP);

        assertThat(count("sls", "granted")).isEqualTo(2);
        assertThat(count("sls", "failed")).isEqualTo(1);
        assertThat(count("sls", "unknown_member")).isZero();
        assertThat(count("cls", "granted")).isZero();
        assertThat(count("cls", "unknown_group")).isEqualTo(1);
    }

    private static GroupId group(String dialect) {
        return new GroupId(new Namespace(dialect, "space"), "", "group");
    }

    private double count(String dialect, String outcome) {
        return registry.get("heartbeat.received")
                .tag("dialect", dialect)
                .tag("outcome", outcome)
                .functionCounter()
                .count();
    }
}
