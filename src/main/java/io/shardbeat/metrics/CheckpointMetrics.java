package io.shardbeat.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import io.shardbeat.coordinator.checkpoint.CheckpointListener;
import io.shardbeat.group.GroupId;
import io.shardbeat.http.Dialect;
import io.shardbeat.security.Printable;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Counts checkpoints that were not saved, by dialect and reason, and says so in the log: a line for the first of some
 * seconds, with how many were not written about since the line before. A client may not be told at all.
 */
@Singleton
class CheckpointMetrics implements CheckpointListener {
    private static final Duration QUIET = Duration.ofSeconds(10);
    private static final Logger LOG = Logger.getLogger("io.shardbeat.checkpoints");

    private final MeterRegistry registry;
    private final Pace pace;
    private final Map<String, Counter[]> byDialect = new ConcurrentHashMap<>();

    CheckpointMetrics(MeterRegistry registry, InstantSource clock) {
        this.registry = registry;
        this.pace = new Pace(clock, QUIET);
    }

    /** Not when it is made: the dialects need it first. */
    void register(@Observes StartupEvent started, @All List<Dialect> dialects) {
        dialects.forEach(dialect -> byDialect.computeIfAbsent(dialect.name(), this::counters));
    }

    @Override
    public void notSaved(GroupId group, String consumer, Supplier<String> request, Cause cause, int shards) {
        byDialect.computeIfAbsent(group.namespace().dialect(), this::counters)[cause.ordinal()].increment(shards);
        pace.mayBeSaid()
                .ifPresent(unsaid -> LOG.warnf(
                        "group=%s consumer=%s: checkpoints of %d shards were not saved, %s request=%s (%d more such calls since"
                                + " the last line)",
                        group, Printable.of(consumer), shards, words(cause), request.get(), unsaid));
    }

    private static String words(Cause cause) {
        return switch (cause) {
            case NO_MEMBER -> "it is no member of the group";
            case NOT_HOLDER -> "it does not hold them";
            case NO_SHARD -> "the group has no such shards";
            case OLDER -> "they are older, by the consumer's clock, than what it saved last";
        };
    }

    private Counter[] counters(String dialect) {
        Counter[] counters = new Counter[Cause.values().length];
        for (Cause cause : Cause.values()) {
            counters[cause.ordinal()] = Counter.builder("shardbeat.checkpoints.not.saved")
                    .description("checkpoints that were not saved, by shard; CLS clients are not told")
                    .tag("dialect", dialect)
                    .tag("reason", cause.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        return counters;
    }
}
