package io.shardbeat.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.coordinator.checkpoint.CheckpointListener.Cause;
import io.shardbeat.group.GroupId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CheckpointMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private Instant now = Instant.EPOCH;

    @Test
    void countsShardsByDialectAndReason() {
        CheckpointMetrics metrics = new CheckpointMetrics(registry, () -> now);
        metrics.notSaved(group("cls"), "c", () -> "A1", Cause.NO_MEMBER, 3);
        metrics.notSaved(group("cls"), "c", () -> "A1", Cause.NO_MEMBER, 1);
        metrics.notSaved(group("sls"), "", () -> "A1", Cause.NO_SHARD, 1);

        assertThat(count("cls", "no_member")).isEqualTo(4);
        assertThat(count("cls", "not_holder")).isZero();
        assertThat(count("sls", "no_shard")).isEqualTo(1);
    }

    @Test
    void saysSomethingOnceInAWhileAndHowOftenItDidNot() {
        Pace pace = new Pace(() -> now, Duration.ofSeconds(10));
        assertThat(pace.mayBeSaid()).hasValue(0);
        for (int i = 0; i < 1_000; i++) {
            assertThat(pace.mayBeSaid()).isEmpty();
        }
        now = now.plusMillis(9_999);
        assertThat(pace.mayBeSaid()).isEmpty();
        now = now.plusMillis(1);
        assertThat(pace.mayBeSaid()).hasValue(1_001);
        now = now.plusSeconds(10);
        assertThat(pace.mayBeSaid()).hasValue(0);
    }

    private static GroupId group(String dialect) {
        return new GroupId(new Namespace(dialect, "space"), "", "group");
    }

    private double count(String dialect, String reason) {
        return registry.get("shardbeat.checkpoints.not.saved")
                .tag("dialect", dialect)
                .tag("reason", reason)
                .counter()
                .count();
    }
}
