package io.shardbeat.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shardbeat.assignment.MemberId;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.coordinator.Heartbeat.Stranger;
import io.shardbeat.coordinator.Sender;
import io.shardbeat.coordinator.heartbeat.DoubledMembers;
import io.shardbeat.group.ClientFamily;
import io.shardbeat.group.GroupId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SuspectMetricsTest {
    private final InstantSource clock = InstantSource.fixed(Instant.EPOCH.plusSeconds(1_000));
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final SuspectMetrics metrics = new SuspectMetrics(registry, new DoubledMembers(clock::millis), clock);

    @Test
    void countsNamesUnderWhichTwoProcessesBeat() {
        for (int i = 0; i < 6; i++) {
            metrics.granted(beat(i, "10.0.0." + i % 2));
        }
        assertThat(registry.get("shardbeat.members.doubled").gauge().value()).isOne();
    }

    @Test
    void whoComesBackWithShardsMayHaveWorkedOnThem() {
        metrics.returned(beat(1, "10.0.0.1"));
        assertThat(registry.get("shardbeat.overlaps")
                        .tag("cause", "returned")
                        .counter()
                        .count())
                .isOne();
    }

    @Test
    void aMinuteHasSoManyWarningsAtTheMost() {
        AtomicLong now = new AtomicLong(1_000_000);
        DoubleWarnings warnings = new DoubleWarnings(() -> Instant.ofEpochMilli(now.get()));
        assertThat(IntStream.range(0, 100).filter(i -> warnings.mayLog())).hasSize(20);
        now.addAndGet(60_000);
        assertThat(warnings.mayLog()).isTrue();
    }

    private static Heartbeat beat(int second, String address) {
        GroupId group = new GroupId(new Namespace("sls", "space"), "", "group");
        Sender sender = new Sender(address, ClientFamily.UNKNOWN);
        return new Heartbeat(group, new MemberId("c1"), new byte[0], false, Stranger.REFUSE, second, sender);
    }
}
