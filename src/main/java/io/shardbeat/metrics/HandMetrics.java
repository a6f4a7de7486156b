package io.shardbeat.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.HandOver;
import io.shardbeat.group.plan.ChangeOfHands;
import io.shardbeat.group.plan.ChangesOfHands;
import io.shardbeat.group.plan.Plan;
import io.shardbeat.group.shard.Decision;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Times hand-overs and the gaps between two members' work on a shard, and counts where there may be none. */
@Singleton
class HandMetrics {
    private static final List<Decision.Kind> ENDS =
            List.of(Decision.Kind.HANDED_OVER, Decision.Kind.HAND_OVER_FORCED, Decision.Kind.HAND_OVER_CANCELLED);

    private final Map<ChangeOfHands.Cause, Timer> gaps = new EnumMap<>(ChangeOfHands.Cause.class);
    private final Map<Decision.Kind, Timer> handOvers = new EnumMap<>(Decision.Kind.class);
    private final Counter forced;
    private final Counter early;

    HandMetrics(MeterRegistry registry) {
        for (ChangeOfHands.Cause cause : ChangeOfHands.Cause.values()) {
            gaps.put(
                    cause,
                    Timer.builder("shardbeat.gap.duration")
                            .description(
                                    "from the last time a shard could be granted to its old holder to its new grant")
                            .tag("cause", cause.name().toLowerCase(Locale.ROOT))
                            .serviceLevelObjectives(Buckets.OF_CONSUMERS)
                            .register(registry));
        }
        for (Decision.Kind end : ENDS) {
            handOvers.put(
                    end,
                    Timer.builder("shardbeat.hand.over.duration")
                            .description("from the commit that asked a shard back to the end of the hand-over")
                            .tag("end", end.word())
                            .serviceLevelObjectives(Buckets.OF_CONSUMERS)
                            .register(registry));
        }
        forced = overlaps(registry, "forced");
        early = overlaps(registry, "margin_too_short");
    }

    static Counter overlaps(MeterRegistry registry, String cause) {
        return Counter.builder("shardbeat.overlaps")
                .description("two members may have worked on a shard at a time, by what shows it")
                .tag("cause", cause)
                .register(registry);
    }

    /** The plan is in force. */
    void note(GroupSnapshot snapshot, Plan plan) {
        for (ChangeOfHands change : ChangesOfHands.of(snapshot, plan)) {
            Timer gap = gaps.get(change.cause());
            if (gap != null) {
                gap.record(change.gap());
            }
            if (change.cause() == ChangeOfHands.Cause.FORCED) {
                forced.increment();
            } else if (change.overlap() && hasMargin(snapshot)) {
                early.increment();
            }
        }
        Map<ShardId, HandOver> before = new HashMap<>();
        snapshot.handOvers().forEach(handOver -> before.put(handOver.shard(), handOver));
        for (Decision decision : plan.decisions()) {
            Timer duration = handOvers.get(decision.kind());
            HandOver handOver = before.get(decision.shard());
            if (duration != null && handOver != null) {
                Duration took = Duration.between(handOver.since(), snapshot.now());
                duration.record(took.isNegative() ? Duration.ZERO : took);
            }
        }
    }

    /** Without one, every expiry would count, and most of those who expire are dead. */
    private static boolean hasMargin(GroupSnapshot snapshot) {
        Duration fixed = snapshot.policy().fenceMargin().fixed();
        return fixed == null || !fixed.isZero();
    }
}
