package io.shardbeat.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.shardbeat.group.plan.Plan;
import io.shardbeat.group.shard.Cause;
import io.shardbeat.group.shard.Change;
import io.shardbeat.group.shard.Decision;
import io.shardbeat.group.shard.ShardState.Held;
import io.shardbeat.group.shard.Transition;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts what passes decide: members that come and go, shards that leave a member, and all else by its kind. */
@Singleton
class DecisionMetrics {
    private final Map<Decision.Kind, Counter> decisions = new EnumMap<>(Decision.Kind.class);
    private final Map<Cause, Counter> moves = new EnumMap<>(Cause.class);
    private final Counter joined;
    private final Counter expired;

    DecisionMetrics(MeterRegistry registry) {
        for (Decision.Kind kind : Decision.Kind.values()) {
            decisions.put(kind, counter(registry, "decisions", "what passes decided", "decision", kind.word()));
        }
        for (Cause cause : Cause.values()) {
            String word = cause.name().toLowerCase(Locale.ROOT).replace('_', '-');
            moves.put(cause, counter(registry, "moves", "shards that left a member's grant, by why", "cause", word));
        }
        joined = Counter.builder("shardbeat.members.joined")
                .description("members that a pass included for the first time")
                .register(registry);
        expired = Counter.builder("shardbeat.members.expired")
                .description("members that were removed because their lease was gone")
                .register(registry);
    }

    private static Counter counter(MeterRegistry registry, String name, String what, String tag, String value) {
        return Counter.builder("shardbeat." + name)
                .description(what)
                .tag(tag, value)
                .register(registry);
    }

    /** The plan is in force. */
    void note(Plan plan) {
        Map<Decision.Kind, Integer> kinds = new EnumMap<>(Decision.Kind.class);
        Map<Cause, Integer> causes = new EnumMap<>(Cause.class);
        for (Change change : plan.changes()) {
            kinds.merge(change.decision().kind(), 1, Integer::sum);
            if (change instanceof Transition step && leavesMember(step)) {
                causes.merge(step.cause(), 1, Integer::sum);
            }
        }
        kinds.forEach((kind, count) -> increment(decisions.get(kind), count));
        causes.forEach((cause, count) -> increment(moves.get(cause), count));
        joined.increment(kinds.getOrDefault(Decision.Kind.MEMBER_JOINED, 0));
        expired.increment(kinds.getOrDefault(Decision.Kind.MEMBER_EXPIRED, 0));
    }

    /** One that is handed over left when it was asked back. */
    private static boolean leavesMember(Transition step) {
        return step.before() instanceof Held && !(step.after() instanceof Held);
    }

    private static void increment(@Nullable Counter counter, int by) {
        if (counter != null) {
            counter.increment(by);
        }
    }
}
