package io.shardbeat.metrics;

import io.shardbeat.group.Decision;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.Plan;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The decisions that a person should hear of, a line each. */
final class Warnings {
    /** Of one pass: a fleet in trouble must not drown its log. */
    private static final int MOST_LINES = 20;

    private static final Logger LOG = Logger.getLogger("io.shardbeat.passes");

    private Warnings() {}

    static void log(GroupSnapshot snapshot, Plan plan) {
        List<String> lines = plan.decisions().stream()
                .map(Warnings::text)
                .flatMap(Optional::stream)
                .toList();
        lines.stream().limit(MOST_LINES).forEach(line -> LOG.warnf("group=%s %s", snapshot.id(), line));
        if (lines.size() > MOST_LINES) {
            LOG.warnf("group=%s and %d warnings more", snapshot.id(), lines.size() - MOST_LINES);
        }
    }

    private static Optional<String> text(Decision decision) {
        return switch (decision.kind()) {
            case HAND_OVER_STUCK ->
                Optional.of("shard=" + decision.shard() + ": its holder " + decision.from()
                        + " has not let go of it within the limit; it waits for " + decision.to());
            case HAND_OVER_FORCED ->
                Optional.of("shard=" + decision.shard() + ": granted to " + decision.to() + " by force, "
                        + decision.from() + " has not let go of it within the limit and may still be working on it");
            default -> Optional.empty();
        };
    }
}
