package io.shardbeat.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shardbeat.assignment.MemberId;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.coordinator.DoubledMembers;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.coordinator.Heartbeat.Stranger;
import io.shardbeat.coordinator.HeartbeatListener.End;
import io.shardbeat.coordinator.Sender;
import io.shardbeat.group.ClientFamily;
import io.shardbeat.group.GroupId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeartbeatMetricsTest {
    private final InstantSource clock = InstantSource.fixed(Instant.EPOCH.plusSeconds(1_000));
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final HeartbeatMetrics metrics = new HeartbeatMetrics(registry, new DoubledMembers(clock::millis), clock);

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

    @Test
    void countsNamesUnderWhichTwoProcessesBeat() {
        for (int i = 0; i < 6; i++) {
            Sender sender = new Sender("10.0.0." + i % 2, ClientFamily.UNKNOWN);
            metrics.granted(
                    new Heartbeat(group("sls"), new MemberId("c1"), new byte[0], false, Stranger.REFUSE, i, sender));
        }
        assertThat(registry.get("members.doubled").gauge().value()).isOne();
    }

    @Test
    void aMinuteHasSoManyWarningsAtTheMost() {
        AtomicLong now = new AtomicLong(1_000_000);
        DoubleWarnings warnings = new DoubleWarnings(() -> Instant.ofEpochMilli(now.get()));
        assertThat(IntStream.range(0, 100).filter(i -> warnings.mayLog())).hasSize(20);
        now.addAndGet(60_000);
        assertThat(warnings.mayLog()).isTrue();
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
