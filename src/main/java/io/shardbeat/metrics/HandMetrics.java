package io.shardbeat.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.shardbeat.group.ChangeOfHands;
import io.shardbeat.group.ChangeOfHands.Cause;
import io.shardbeat.group.ChangesOfHands;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.Plan;
import jakarta.inject.Singleton;
import java.util.Locale;

/** Times the gaps between one member's work on a shard and the next one's, and counts where there may be none. */
@Singleton
class HandMetrics {
    private final Timer[] gaps = new Timer[Cause.values().length];
    private final Counter[] overlaps = new Counter[Cause.values().length];

    HandMetrics(MeterRegistry registry) {
        for (Cause cause : Cause.values()) {
            String tag = cause.name().toLowerCase(Locale.ROOT);
            gaps[cause.ordinal()] = Timer.builder("shard.gap")
                    .description("from the last time a shard could be granted to its old holder to its new grant")
                    .tag("cause", tag)
                    .register(registry);
            overlaps[cause.ordinal()] = Counter.builder("shard.overlaps")
                    .description("grants to a new holder before the old one let go or can have fenced itself")
                    .tag("cause", tag)
                    .register(registry);
        }
    }

    /** The plan is in force. */
    void note(GroupSnapshot snapshot, Plan plan) {
        for (ChangeOfHands change : ChangesOfHands.of(snapshot, plan)) {
            gaps[change.cause().ordinal()].record(change.gap());
            if (change.overlap()) {
                overlaps[change.cause().ordinal()].increment();
            }
        }
    }
}
