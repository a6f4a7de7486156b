package io.shardbeat.metrics;

import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.plan.Plan;
import io.shardbeat.group.safeguard.ExpiryWindow;
import io.shardbeat.group.shard.Decision;
import io.shardbeat.security.Printable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** The decisions that a person should hear of, a line each. */
final class Warnings {
    /** Of one pass: a fleet in trouble must not drown its log. */
    private static final int MOST_LINES = 20;

    private static final int LONGEST_LINE = 4_000;

    private static final Logger LOG = Logger.getLogger("io.shardbeat.passes");

    private Warnings() {}

    static void log(GroupSnapshot snapshot, Plan plan) {
        List<String> lines = plan.decisions().stream()
                .map(decision -> text(decision, plan))
                .flatMap(Optional::stream)
                .toList();
        lines.stream()
                .limit(MOST_LINES)
                .forEach(line -> LOG.warnf("group=%s %s", snapshot.id(), Printable.of(line, LONGEST_LINE)));
        if (lines.size() > MOST_LINES) {
            LOG.warnf("group=%s and %d warnings more", snapshot.id(), lines.size() - MOST_LINES);
        }
    }

    /** @param all the groups that are being rebuilt, this one among them: a store that lost writes lost those of many */
    static void rebuild(GroupSnapshot snapshot, Stream<?> all) {
        long many = all.limit(MOST_LINES + 2L).count();
        if (many <= MOST_LINES) {
            LOG.warnf(
                    "group=%s the store has lost writes: who holds what is rebuilt from reports until %s",
                    snapshot.id(), snapshot.rebuildEnds());
        } else if (many == MOST_LINES + 1L) {
            LOG.warnf("more than %d groups are being rebuilt, see shardbeat_groups_rebuilding", MOST_LINES);
        }
    }

    private static Optional<String> text(Decision decision, Plan plan) {
        return switch (decision.kind()) {
            case HAND_OVER_STUCK ->
                Optional.of("shard=" + decision.shard() + ": its holder " + decision.from()
                        + " has not let go of it within the limit; it waits for " + decision.to());
            case HAND_OVER_FORCED ->
                Optional.of("shard=" + decision.shard() + ": granted to " + decision.to() + " by force, "
                        + decision.from() + " has not let go of it within the limit and may still be working on it");
            case SHARD_PARKED ->
                Optional.ofNullable(decision.shard())
                        .flatMap(shard -> Optional.ofNullable(plan.fences().get(shard))
                                .map(until -> "shard=" + shard + ": parked until " + until
                                        + ", its holders died one after another, last " + decision.from()));
            case EXPIRY_HELD -> Optional.ofNullable(plan.watch()).map(watch -> held(watch.expiries()));
            case EXPIRY_RESUMED ->
                Optional.of("the brake lets go: " + plan.expired().size() + " members expire");
            default -> Optional.empty();
        };
    }

    private static String held(ExpiryWindow window) {
        return "the brake holds: " + window.expired() + " of " + window.members()
                + " members would be gone within a session timeout; nobody expires until "
                + window.heldUntil();
    }
}
